import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Architecture, Project } from './program.js';

/** Where a binary came from. `download` is kept free for releases fetched from upstream. */
export type BinaryOrigin = 'folder' | 'source' | 'download';

/** What tells that a file has not been touched since it was hashed, without reading it again. */
export interface Stamp {
  readonly bytes: number;
  readonly inode: number;
  readonly modifiedMs: number;
  /** The kernel sets it on every change of content or inode; nobody can turn it back. */
  readonly changedMs: number;
}

/** What is remembered about a binary that has been verified. */
export interface BinaryRecord {
  readonly name: string;
  readonly project: Project;
  readonly version: string;
  readonly architecture: Architecture;
  readonly origin: BinaryOrigin;
  readonly sha256: string;
  readonly bytes: number;
  readonly stamp: Stamp;
}

function isRecord(value: unknown): value is BinaryRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { sha256, version, name, stamp, bytes } = value as Partial<BinaryRecord>;
  const words = [sha256, version, name].every((word) => typeof word === 'string');
  return words && typeof bytes === 'number' && typeof stamp === 'object';
}

/** The record in a file; null when there is none or it cannot be understood, which means: verify again. */
export async function readRecord(file: string): Promise<BinaryRecord | null> {
  try {
    const value: unknown = JSON.parse(await readFile(file, 'utf8'));
    return isRecord(value) ? value : null;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR' || error instanceof SyntaxError) return null;
    throw error;
  }
}

/** Writes a record as a whole: readers see the old one or the new one. */
export async function writeRecord(file: string, record: BinaryRecord): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  await writeFile(temporary, `${JSON.stringify(record, null, 2)}\n`);
  await rename(temporary, file);
}

/** The record beside a binary in the cache. */
export function recordBeside(binary: string): string {
  return `${binary}.json`;
}

/** The record of a binary in a folder of the user's: it lies in the cache, because the folder is not ours to write to. */
export function recordElsewhere(cache: string, binary: string): string {
  const key = createHash('sha256').update(path.resolve(binary)).digest('hex').slice(0, 32);
  return path.join(cache, 'binaries', 'checked', `${key}.json`);
}
