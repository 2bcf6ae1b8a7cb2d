import { type Problem, problem } from '../kernel/problem.js';
import { holdsWithin } from './end-process.js';
import type { LabFolder } from './lab-folder.js';
import type { LabHost } from './network.js';
import { sshRun } from './ssh.js';

/**
 * Waits until a host answers SSH and systemd has settled. Null when it is running; a warning when it is degraded, with
 * the units that failed; an error when it does not come up in time.
 */
export async function whenReady(lab: LabFolder, host: LabHost, limitMs = 90_000): Promise<Problem | null> {
  const where = { host: host.name };
  let last = 'no answer';
  const settled = async (): Promise<boolean> => {
    const { stdout, stderr } = await sshRun(lab, host, 'systemctl is-system-running --wait');
    last = [stdout.trim(), stderr.trim().split('\n').at(-1)].find((said) => said !== undefined && said !== '') ?? last;
    return ['running', 'degraded'].includes(last);
  };
  if (!(await holdsWithin(limitMs, settled, 200))) {
    const what = `${host.name} did not come up in ${limitMs / 1000} s: ${last}.`;
    return problem('lab-host-not-ready', { where, what, fix: 'Its boot.log in the folder of the lab tells more.' });
  }
  if (last === 'running') return null;
  const { stdout } = await sshRun(lab, host, 'systemctl list-units --failed --plain --no-legend --no-pager');
  const units = stdout.split('\n').map((line) => line.trim().split(' ')[0]);
  const what = `${host.name} is up, but degraded: ${units.filter((unit) => unit !== '').join(', ')} failed.`;
  return problem('lab-host-not-ready', { severity: 'warning', where, what });
}
