import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { compareVersions } from '../kernel/version.js';
import { type BinaryRecord, readRecord } from './record.js';

/** One binary in the cache, as it was recorded. */
export type CachedBinary = Omit<BinaryRecord, 'stamp'> & { readonly path: string };

async function recordFiles(root: string): Promise<readonly string[]> {
  try {
    const names = await readdir(root, { recursive: true });
    // <project>/<version>/<os>-<architecture>/<name>.json; what is being fetched lies one level deeper.
    return names.filter((name) => name.endsWith('.json') && name.split(path.sep).length === 4);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** Every binary that the cache has a record of: by project, newest version first, then by name. */
export async function listCache(cache: string): Promise<readonly CachedBinary[]> {
  const root = path.join(cache, 'binaries');
  const found: CachedBinary[] = [];
  for (const file of await recordFiles(root)) {
    const record = await readRecord(path.join(root, file));
    if (record === null) continue;
    const { name, project, version, architecture, origin, sha256, bytes } = record;
    const binary = path.join(root, file.slice(0, -'.json'.length));
    found.push({ name, project, version, architecture, origin, sha256, bytes, path: binary });
  }
  return found.sort(
    (a, b) =>
      a.project.localeCompare(b.project) ||
      compareVersions(b.version, a.version) ||
      a.architecture.localeCompare(b.architecture) ||
      a.name.localeCompare(b.name),
  );
}
