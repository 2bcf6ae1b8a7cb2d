import { readFile } from 'node:fs/promises';
import type { HostFolder } from './lab-folder.js';
import { systemCommand } from './system-command.js';

/** The mount points in the text of /proc/self/mounts, with its octal escapes undone (fstab(5)). */
export function mountPoints(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((point) => point !== '')
    .map((point) => point.replace(/\\(\d{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8))));
}

/** The mount points at or below a folder, innermost first. */
export async function mountsBelow(directory: string): Promise<readonly string[]> {
  const points = mountPoints(await readFile('/proc/self/mounts', 'utf8'));
  return points
    .filter((point) => point === directory || point.startsWith(`${directory}/`))
    .sort()
    .reverse();
}

/** Puts the base image and the host's own files together at the host's root, if that is not done. */
export async function mountHost(folder: HostFolder, base: string): Promise<void> {
  if ((await mountsBelow(folder.root)).includes(folder.root)) return;
  const options = `lowerdir=${base},upperdir=${folder.upper},workdir=${folder.work}`;
  await systemCommand('mount', ['-t', 'overlay', 'overlay', '-o', options, folder.root]);
}

/** Undoes every mount below a folder. */
export async function unmountBelow(directory: string): Promise<void> {
  for (const point of await mountsBelow(directory)) await systemCommand('umount', [point]);
}
