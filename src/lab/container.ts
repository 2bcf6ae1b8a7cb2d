import { fail } from '../kernel/problem.js';
import { linkExists, removeLink } from './bridge.js';
import { machineRunsSystemd, makeGroups, removeGroups } from './cgroup.js';
import { startDetached } from './detached.js';
import { systemPath } from './system-command.js';
import { endProcess, holdsWithin, signalProcess } from './end-process.js';
import type { HostFolder } from './lab-folder.js';
import { labNetwork, type LabHost } from './network.js';
import { type ProcessIdentity, processesWith } from './process-table.js';

// SIGRTMIN+4 asks systemd to power off (systemd(1)); SIGRTMIN is 34 with glibc.
const powerOff = 38;

/** A word in the environment of a host's init that tells whose it is. */
function marker(folder: HostFolder): string {
  return `HARDWAY_LAB_HOST=${folder.root}`;
}

/** The command line that boots a host. Its folder is in there, which is how the process is found again. */
function nspawnArgs(folder: HostFolder, host: LabHost): readonly string[] {
  return [
    '--quiet',
    `--directory=${folder.root}`,
    '--boot',
    `--network-bridge=${labNetwork.bridge}`,
    `--machine=${host.name}`,
    '--register=no',
    '--capability=all',
    '--resolv-conf=off',
    '--timezone=off',
    '--link-journal=no',
    `--setenv=${marker(folder)}`,
  ];
}

/**
 * The processes of a host that is on: systemd-nspawn and the init below it. The init can be alone, when nspawn was
 * killed: it then goes on without anybody to look after it.
 */
export interface Container {
  readonly nspawn: ProcessIdentity | null;
  readonly init: ProcessIdentity | null;
}

/** The processes of a host, found by its folder in the command line and in the environment of its init. */
export async function containerOf(folder: HostFolder): Promise<Container> {
  const argument = `--directory=${folder.root}`;
  const [[nspawn = null], [init = null]] = await Promise.all([
    processesWith(({ argv }) => argv[0]?.endsWith('systemd-nspawn') === true && argv.includes(argument)),
    processesWith(({ isContainerInit, environment }) => isContainerInit && environment.includes(marker(folder))),
  ]);
  return { nspawn, init };
}

// Joins the groups named before `--`, and becomes the program after it.
const joinAndRun = 'while [ "$1" != -- ]; do echo $$ >"$1/cgroup.procs" || exit 1; shift; done; shift; exec "$@"';

/** Boots a host, detached, so that it outlives this command; its console goes to a file. */
export async function boot(folder: HostFolder, host: LabHost): Promise<void> {
  // A host that was just shut down keeps its link for a moment; the new one could not be made beside it.
  if (!(await holdsWithin(10_000, async () => !(await linkExists(host.link))))) await removeLink(host.link);
  const nspawn = ['systemd-nspawn', ...nspawnArgs(folder, host)];
  // Where systemd runs this machine, nspawn asks it for a scope; elsewhere the groups are made here.
  const groups = (await machineRunsSystemd()) ? [] : await makeGroups(host.name);
  const keep = groups.length === 0 ? [] : ['--keep-unit'];
  const args = ['-c', joinAndRun, 'sh', ...groups, '--', ...nspawn, ...keep];
  await startDetached({ command: 'sh', args, log: folder.bootLog, env: { ...process.env, PATH: systemPath } });
}

async function end(host: LabHost, target: ProcessIdentity | null, ask: () => Promise<void>): Promise<void> {
  if (target === null || (await endProcess(target, { ask, graceMs: 20_000 }))) return;
  const what = `${host.name} (process ${target.pid}) does not end.`;
  fail('lab-left-behind', {
    where: { host: host.name },
    what,
    fix: 'Look at its boot.log, then run the command again.',
  });
}

/** Shuts a host down in good order, or by force when it does not end in time; waits until its link is gone. */
export async function shutDown(folder: HostFolder, host: LabHost): Promise<void> {
  const { nspawn, init } = await containerOf(folder);
  await end(host, init, () => (init === null ? Promise.resolve() : signalProcess(init, powerOff)));
  await end(host, nspawn, () =>
    nspawn === null || init !== null ? Promise.resolve() : signalProcess(nspawn, 'SIGTERM'),
  );
  if (!(await holdsWithin(3_000, async () => !(await linkExists(host.link))))) await removeLink(host.link);
  await removeGroups(host.name);
}
