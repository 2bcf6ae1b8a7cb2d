import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../kernel/problem.js';
import { syncFolder, writeFresh } from './fresh-file.js';
import type { FileChange } from './store-files.js';
import { committedFolder, fileNameToPath, isStagingFolder, pathToFileName, stagingFolder } from './store-journal.js';

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}

/** Moves every committed file to its place. May be repeated: a file that has been moved is simply not there any more. */
async function moveCommitted(directory: string): Promise<void> {
  const from = path.join(directory, committedFolder);
  let names: string[];
  try {
    names = await readdir(from);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return;
    throw error;
  }
  const moves = names.flatMap((name) => fileNameToPath(name) ?? []);
  const folders = new Set([directory]);
  for (const target of moves) {
    for (let at = path.dirname(target); at !== '.'; at = path.dirname(at)) folders.add(path.join(directory, at));
  }
  // The shorter path first, so that every folder has its parent.
  for (const folder of [...folders].sort()) await mkdir(folder, { recursive: true, mode: 0o700 });
  await Promise.all(
    moves.map((target) => rename(path.join(from, pathToFileName(target)), path.join(directory, target))),
  );
  await Promise.all([...folders].map(syncFolder));
  await rm(from, { recursive: true, force: true });
}

/** Finishes what a killed run had committed, and removes what it had not. Call it under the lock, before reading. */
export async function recoverStoreFolder(directory: string): Promise<void> {
  await moveCommitted(directory);
  const leftovers = (await readdir(directory)).filter(isStagingFolder);
  for (const name of leftovers) await rm(path.join(directory, name), { recursive: true, force: true });
}

/**
 * Writes all changes or none: they are written and synced aside, come into force by one rename, and are then moved to
 * their places. Killed before that rename, the store is as it was; killed after it, readers see the new files already
 * and the next writer finishes the moves. Files are never open to others, not even for a moment. Call it under the lock.
 */
export async function writeStoreFolder(directory: string, changes: readonly FileChange[]): Promise<void> {
  if (changes.length === 0) return;
  const staging = path.join(directory, stagingFolder(randomBytes(6).toString('hex')));
  await mkdir(staging, { mode: 0o700 });
  try {
    await Promise.all(
      changes.map(({ path: to, content }) => writeFresh(path.join(staging, pathToFileName(to)), content)),
    );
    await syncFolder(staging);
    await rename(staging, path.join(directory, committedFolder));
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(directory);
  await moveCommitted(directory);
}

/** Makes the folder of the store, 0700, with a `.gitignore` that keeps its keys out of version control. */
export async function makeStoreFolder(directory: string): Promise<void> {
  const found = await lstat(directory).catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  });
  if (found !== null) {
    if (found.isDirectory()) return;
    const what = found.isSymbolicLink() ? 'the store is a symbolic link' : 'the store is not a folder';
    fail('pki-unreadable', { where: { file: directory }, what, fix: 'name the folder itself with --pki' });
  }
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const ignore = '# Keys do not belong into version control.\n*\n';
  await writeFile(path.join(directory, '.gitignore'), ignore, { flag: 'wx' }).catch((error: unknown) => {
    // Another run makes the same folder right now; its file says the same.
    if (!hasCode(error, 'EEXIST')) throw error;
  });
}

/** Removes the folder again when nothing has been written into it but the `.gitignore`. */
export async function removeEmptyStoreFolder(directory: string): Promise<void> {
  const names = await readdir(directory).catch(() => []);
  if (names.length !== 1 || names[0] !== '.gitignore') return;
  await rm(path.join(directory, '.gitignore'));
  await rmdir(directory);
}
