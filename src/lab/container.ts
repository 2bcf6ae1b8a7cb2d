import { fail } from '../kernel/problem.js';
import { linkExists, removeLink } from './bridge.js';
import { startDetached } from './detached.js';
import { endProcess, holdsWithin, signalProcess } from './end-process.js';
import type { HostFolder } from './lab-folder.js';
import { labNetwork, type LabHost } from './network.js';
import { childrenOf, type ProcessIdentity, processesWith } from './process-table.js';

// SIGRTMIN+4 asks systemd to power off (systemd(1)); SIGRTMIN is 34 with glibc.
const powerOff = 38;

/** The command line that boots a host. Its folder is in there, which is how the process is found again. */
function nspawnArgs(folder: HostFolder, host: LabHost): readonly string[] {
  return [
    '--quiet',
    `--directory=${folder.root}`,
    '--boot',
    `--network-bridge=${labNetwork.bridge}`,
    `--machine=${host.name}`,
    '--register=no',
    '--keep-unit',
    '--capability=all',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
  ];
}

/** The systemd-nspawn process of a host; null when the host is off. */
export async function containerOf(folder: HostFolder): Promise<ProcessIdentity | null> {
  const argument = `--directory=${folder.root}`;
  const found = await processesWith((argv) => argv[0]?.endsWith('systemd-nspawn') === true && argv.includes(argument));
  return found[0] ?? null;
}

/** Boots a host, detached, so that it outlives this command; its console goes to a file. */
export async function boot(folder: HostFolder, host: LabHost): Promise<void> {
  // A host that was just shut down keeps its link for a moment; the new one could not be made beside it.
  if (!(await holdsWithin(10_000, async () => !(await linkExists(host.link))))) await removeLink(host.link);
  await startDetached({ command: 'systemd-nspawn', args: nspawnArgs(folder, host), log: folder.console });
}

/** Shuts a host down in good order, or by force when it does not end in time; waits until its link is gone. */
export async function shutDown(folder: HostFolder, host: LabHost): Promise<void> {
  const container = await containerOf(folder);
  if (container !== null) {
    const ask = async () => {
      const [init] = await childrenOf(container.pid);
      await signalProcess(init ?? container, init === undefined ? 'SIGTERM' : powerOff);
    };
    if (!(await endProcess(container, { ask, graceMs: 20_000 }))) {
      const what = `${host.name} (process ${container.pid}) does not end.`;
      fail('lab-left-behind', {
        where: { host: host.name },
        what,
        fix: 'Look at its console.log, then run the command again.',
      });
    }
  }
  if (!(await holdsWithin(3_000, async () => !(await linkExists(host.link))))) await removeLink(host.link);
}
