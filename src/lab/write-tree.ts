import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile, rename, stat } from 'node:fs/promises';
import path from 'node:path';

/** A file to write below the folder of a lab; its owner is whoever runs the lab. */
export interface WrittenFile {
  readonly path: string;
  readonly mode: number;
  readonly content: string | Buffer;
}

async function isThere(file: WrittenFile): Promise<boolean> {
  try {
    const [there, { mode }] = await Promise.all([readFile(file.path), stat(file.path)]);
    return there.equals(Buffer.from(file.content)) && (mode & 0o777) === file.mode;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}

/** Writes one file as a whole, with its mode from birth. A file that is as it should be is not touched. */
export async function writeFileWhole(file: WrittenFile): Promise<void> {
  if (await isThere(file)) return;
  await mkdir(path.dirname(file.path), { recursive: true, mode: 0o700 });
  const temporary = `${file.path}.${randomBytes(6).toString('hex')}`;
  const handle = await open(temporary, 'wx', 0o600);
  try {
    await handle.writeFile(file.content);
    await handle.chmod(file.mode);
  } finally {
    await handle.close();
  }
  await rename(temporary, file.path);
}
