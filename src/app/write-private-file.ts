import { randomBytes } from 'node:crypto';
import { lstat, mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../kernel/problem.js';
import type { Secret } from '../kernel/secret.js';
import { syncFolder, writeFresh } from '../pki/fresh-file.js';

/** Refuses to replace anything but a regular file that `ours` recognises. */
async function refuseForeign(file: string, ours: (text: string) => boolean): Promise<void> {
  const found = await lstat(file).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return;
  if (found.isFile() && ours(await readFile(file, 'latin1'))) return;
  fail('pki-overwrite', {
    where: { file },
    what: found.isFile() ? 'the file is there and holds something else' : 'there is something that is no regular file',
    expected: 'a path that is free, or a file of the same kind',
    fix: 'name another file with --out',
  });
}

/**
 * Puts a secret into a file, 0600 from its first moment on, by writing it beside and renaming it. An existing file is
 * replaced only when `ours` recognises its text; links are never followed.
 */
export async function writePrivateFile(file: string, content: Secret, ours: (text: string) => boolean): Promise<void> {
  await refuseForeign(file, ours);
  const folder = path.dirname(file);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const beside = path.join(folder, `.${path.basename(file)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeFresh(beside, content);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
  await syncFolder(folder);
}
