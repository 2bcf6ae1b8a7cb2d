import { containerOf } from './container.js';
import { hostFolder, type LabFolder } from './lab-folder.js';
import { hostsOf, type LabState } from './lab-state.js';
import { sshRun } from './ssh.js';

/** How one host of a lab is. */
export interface LabHostStatus {
  readonly name: string;
  readonly address: string;
  /** `off`, `no ssh`, or what `systemctl is-system-running` says. */
  readonly state: string;
  readonly pid: number | null;
}

/** Asks every host of a lab how it is. */
export async function hostsStatus(lab: LabFolder, state: LabState): Promise<readonly LabHostStatus[]> {
  return Promise.all(
    hostsOf(state).map(async (host) => {
      const { nspawn, init } = await containerOf(hostFolder(lab, host.name));
      const { name, address } = host;
      if (nspawn === null || init === null) return { name, address, state: 'off', pid: null };
      const answer = await sshRun(lab, host, 'systemctl is-system-running');
      return { name, address, state: answer.code === 255 ? 'no ssh' : answer.stdout.trim(), pid: nspawn.pid };
    }),
  );
}
