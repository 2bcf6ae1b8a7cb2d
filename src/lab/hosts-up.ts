import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { fail, type Problem, problem, refuseErrors } from '../kernel/problem.js';
import { ensureBaseImage } from './base-image.js';
import { ensureBridge } from './bridge.js';
import { labClusterConfig, type LabVersions } from './cluster-config.js';
import { boot, containerOf, shutDown } from './container.js';
import { exists, takenFiles } from './folder-problems.js';
import { knownHostsLine, makeHostTree } from './host-tree.js';
import { hostFolder, type LabFolder } from './lab-folder.js';
import { claimMachine, currentLab, type LabState, readLabState, writeLabState } from './lab-state.js';
import { lacking, thisMachine } from './needs.js';
import { type LabHost, labHosts } from './network.js';
import { mountHost } from './overlay.js';
import { whenReady } from './ready.js';
import { systemCommand } from './system-command.js';

export interface HostsUp {
  readonly lab: LabFolder;
  /** How many hosts there are to be at least. */
  readonly count: number;
  readonly versions: LabVersions;
  readonly cache: string;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

export interface HostsAreUp {
  readonly hosts: readonly LabHost[];
  /** Names of the hosts that were started by this run. */
  readonly started: readonly string[];
  readonly problems: readonly Problem[];
}

/** Everything that stands in the way of a lab in this folder, before anything is made. */
async function refuseObstacles(lab: LabFolder): Promise<LabState | null> {
  refuseErrors(await lacking(thisMachine()));
  const first = await currentLab();
  if (first !== null && first.directory !== lab.directory) {
    const what = `There is a lab on this machine already, in ${first.directory}.`;
    fail('lab-elsewhere', {
      where: { file: first.directory },
      what,
      fix: `hardway lab down --directory ${first.directory}`,
    });
  }
  const state = await readLabState(lab);
  if (state?.kind === 'processes') {
    fail('lab-other-kind', {
      where: { file: lab.directory },
      what: 'The folder holds a lab of plain processes.',
      fix: `hardway lab down --directory ${lab.directory}, or name another folder.`,
    });
  }
  if (state === null) refuseErrors(await folderProblems(lab));
  return state;
}

async function folderProblems(lab: LabFolder): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  if (/[,:\\"\n]/.test(lab.directory)) {
    const what =
      'The path of the folder has a character that mount options cannot carry: one of , : \\ " or a line break.';
    problems.push(problem('lab-folder-taken', { where: { file: lab.directory }, what, fix: 'Name another folder.' }));
  }
  return [...problems, ...(await takenFiles([lab.config, lab.knownHosts, lab.identity, lab.hosts]))];
}

async function ensureIdentity(lab: LabFolder): Promise<string> {
  if (!(await exists(lab.identity))) {
    await systemCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'hardway-lab', '-f', lab.identity]);
  }
  await chmod(lab.identity, 0o600);
  return readFile(`${lab.identity}.pub`, 'utf8');
}

async function startHost(request: HostsUp, host: LabHost, base: string): Promise<boolean> {
  const folder = hostFolder(request.lab, host.name);
  const { nspawn, init } = await containerOf(folder);
  if (nspawn !== null && init !== null) return false;
  // Half of a host is none: without its other process it could neither be reached nor be shut down later.
  if (nspawn !== null || init !== null) await shutDown(folder, host);
  const key = await readFile(`${request.lab.identity}.pub`, 'utf8');
  // A host that exists keeps its tree: it may be started again after a shutdown or a reboot of this machine.
  if (!(await exists(`${folder.upper}/etc/ssh/ssh_host_ed25519_key`))) {
    await makeHostTree(folder, host, key);
  }
  await mountHost(folder, base);
  await boot(folder, host);
  return true;
}

/**
 * Makes lab hosts and boots them: those that run are left alone, those that are off are started, missing ones are
 * added. Returns when all of them answer SSH and systemd has settled. What is made is written down before it is made,
 * so that `lab down` can clear up after a crash half-way.
 */
export async function hostsUp(request: HostsUp): Promise<HostsAreUp> {
  const { lab, progress } = request;
  const state = await refuseObstacles(lab);
  const before = state?.kind === 'hosts' ? state.hosts : 0;
  const hosts = labHosts(Math.max(before, request.count));

  const base = await ensureBaseImage(request.cache, progress, request.signal);
  await mkdir(lab.directory, { recursive: true });
  await writeLabState(lab, { kind: 'hosts', hosts: hosts.length });
  await claimMachine(lab);
  await ensureIdentity(lab);
  await ensureBridge();

  const started: string[] = [];
  for (const host of hosts) {
    request.signal.throwIfAborted();
    if (await startHost(request, host, base)) started.push(host.name);
  }
  if (started.length > 0) progress(`booting ${started.join(', ')}`);
  const lines = await Promise.all(hosts.map((host) => knownHostsLine(hostFolder(lab, host.name), host)));
  await writeFile(lab.knownHosts, lines.join(''));
  if (hosts.length > before || !(await exists(lab.config))) {
    await writeFile(lab.config, labClusterConfig(hosts, request.versions));
  }
  const problems = (await Promise.all(hosts.map((host) => whenReady(lab, host)))).flatMap((found) => found ?? []);
  return { hosts, started, problems: refuseErrors(problems) };
}
