import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../kernel/problem.js';
import { type LabFolder, labFolder } from './lab-folder.js';
import { type LabHost, labHosts } from './network.js';

/** What a lab's folder remembers. What of it runs is asked of the machine, never read from here. */
export type LabState =
  { readonly kind: 'hosts'; readonly hosts: number } | { readonly kind: 'processes'; readonly address: string };

/** The lab in a folder; null when there is none. */
export async function readLabState(lab: LabFolder): Promise<LabState | null> {
  try {
    return JSON.parse(await readFile(lab.state, 'utf8')) as LabState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    const what = 'The file that describes the lab cannot be read.';
    return fail('lab-folder-taken', { where: { file: lab.state }, what, fix: 'Remove the folder of the lab by hand.' });
  }
}

async function writeWhole(file: string, content: string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.tmp`, content);
  await rename(`${file}.tmp`, file);
}

/** Writes what a lab's folder remembers, before anything of it is made. */
export async function writeLabState(lab: LabFolder, state: LabState): Promise<void> {
  await writeWhole(lab.state, `${JSON.stringify(state, null, 2)}\n`);
}

/** The hosts that a state speaks of; none for a lab of processes. */
export function hostsOf(state: LabState | null): readonly LabHost[] {
  return state?.kind === 'hosts' ? labHosts(state.hosts) : [];
}

/** Where this machine remembers the folder of its lab of hosts; in /run, so that a reboot forgets it. */
const pointer = '/run/hardway/lab';

/** The folder of the lab of hosts on this machine; null when there is none, or only a pointer to one that is gone. */
export async function currentLab(file = pointer): Promise<LabFolder | null> {
  const directory = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  });
  if (directory.trim() === '') return null;
  const lab = labFolder(directory.trim());
  return (await readLabState(lab)) === null ? null : lab;
}

/** Remembers a lab as the one of this machine. */
export async function claimMachine(lab: LabFolder, file = pointer): Promise<void> {
  await writeWhole(file, `${lab.directory}\n`);
}

/** Forgets it. */
export async function releaseMachine(file = pointer): Promise<void> {
  await rm(file, { force: true });
}
