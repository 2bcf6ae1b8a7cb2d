import { readdir, rm, rmdir } from 'node:fs/promises';
import { fail, HardwayError, type Problem } from '../kernel/problem.js';
import { linkExists, removeLink } from './bridge.js';
import { shutDown } from './container.js';
import { removeLabGroup } from './cgroup.js';
import { hostFolder, type LabFolder } from './lab-folder.js';
import { currentLab, hostsOf, type LabState, releaseMachine } from './lab-state.js';
import { lacking, thisMachine } from './needs.js';
import { labNetwork } from './network.js';
import { mountsBelow, unmountBelow } from './overlay.js';

/** What was removed, and what of others was left in the folder. */
export interface LabIsDown {
  readonly removed: readonly string[];
  readonly left: readonly string[];
}

/** Removes what a lab wrote into its folder, and the folder when nothing else is in it. */
export async function removeLabFiles(lab: LabFolder): Promise<readonly string[]> {
  for (const file of [lab.config, lab.knownHosts, `${lab.knownHosts}.old`, lab.identity, `${lab.identity}.pub`]) {
    await rm(file, { force: true });
  }
  // The state goes last: until then the lab can be taken down again.
  await rm(lab.state, { force: true });
  const left = await readdir(lab.directory);
  if (left.length === 0) await rmdir(lab.directory);
  return left;
}

/** Shuts all hosts of a lab down and removes everything that was made for them, also after a crash half-way. */
export async function hostsDown(lab: LabFolder, state: LabState, progress: (line: string) => void): Promise<LabIsDown> {
  const { platform, uid } = thisMachine();
  if (uid !== 0) throw new HardwayError(await lacking({ platform, uid, path: thisMachine().path }));
  const hosts = hostsOf(state);
  progress(`shutting down ${hosts.map(({ name }) => name).join(', ')}`);
  const results = await Promise.allSettled(hosts.map((host) => shutDown(hostFolder(lab, host.name), host)));
  const problems: Problem[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof HardwayError)) throw result.reason;
    problems.push(...result.reason.problems);
  }
  if (problems.length > 0) throw new HardwayError(problems);

  await unmountBelow(lab.hosts);
  const stuck = await mountsBelow(lab.hosts);
  if (stuck.length > 0) {
    const fix = 'End what uses them (`fuser -vm` tells), then run the command again.';
    fail('lab-left-behind', { where: { file: lab.hosts }, what: `Still mounted: ${stuck.join(', ')}.`, fix });
  }
  // Never with a mount below: that would delete through it.
  await rm(lab.hosts, { recursive: true, force: true });
  await removeLink(labNetwork.bridge);
  await removeLabGroup();
  if ((await currentLab())?.directory === lab.directory) await releaseMachine();
  const left = await removeLabFiles(lab);
  return { removed: hosts.map(({ name }) => name), left };
}

/** What of a lab is still there, for tests and for `lab status`: links and mounts. */
export async function remains(lab: LabFolder, state: LabState | null): Promise<readonly string[]> {
  const links = [...hostsOf(state).map(({ link }) => link), labNetwork.bridge];
  const there = await Promise.all(links.map(linkExists));
  return [...links.filter((_, i) => there[i]), ...(await mountsBelow(lab.directory))];
}
