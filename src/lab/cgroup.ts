import { access, mkdir, readdir, readFile, rmdir } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../kernel/problem.js';
import { holdsWithin } from './end-process.js';

/** Folder of the lab in every hierarchy that systemd uses. */
const labGroup = 'hardway-lab';

/**
 * Mount points of the hierarchies in which systemd keeps its units: cgroup v2, and on older machines the named v1 one.
 * Out of the text of /proc/self/mounts.
 */
export function systemdHierarchies(mounts: string): readonly string[] {
  return mounts.split('\n').flatMap((line) => {
    const [, point = '', type = '', options = ''] = line.split(' ');
    const named = type === 'cgroup' && options.split(',').includes('name=systemd');
    return named || type === 'cgroup2' ? [point] : [];
  });
}

/** Whether systemd is PID 1 of this machine, as sd_booted(3) tells. Then it hands out control groups itself. */
export function machineRunsSystemd(): Promise<boolean> {
  return access('/run/systemd/system').then(
    () => true,
    () => false,
  );
}

async function hierarchies(): Promise<readonly string[]> {
  return systemdHierarchies(await readFile('/proc/self/mounts', 'utf8'));
}

/**
 * Makes control groups for a host and returns their folders. Without groups of their own, all hosts would share one,
 * and the systemd of one would wait for units of the same name on the others.
 */
export async function makeGroups(name: string): Promise<readonly string[]> {
  const folders = (await hierarchies()).map((point) => path.join(point, labGroup, name));
  for (const folder of folders) await mkdir(folder, { recursive: true });
  return folders;
}

/** Removes a control group and all below it, innermost first; they are folders that only rmdir may touch. */
async function removeGroup(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  });
  if (entries === null) return;
  for (const entry of entries) if (entry.isDirectory()) await removeGroup(path.join(folder, entry.name));
  // Processes that have just ended leave their group a moment later.
  const emptied = await holdsWithin(
    3_000,
    async () => (await readFile(path.join(folder, 'cgroup.procs'), 'utf8')) === '',
  );
  if (!emptied)
    fail('lab-left-behind', {
      where: { file: folder },
      what: 'Processes of a lab host are still in this control group.',
    });
  await rmdir(folder);
}

/** Removes the control groups of one host. */
export async function removeGroups(name: string): Promise<void> {
  for (const point of await hierarchies()) await removeGroup(path.join(point, labGroup, name));
}

/** Removes the lab's folder in every hierarchy, when all hosts are gone. */
export async function removeLabGroup(): Promise<void> {
  for (const point of await hierarchies()) await removeGroup(path.join(point, labGroup));
}
