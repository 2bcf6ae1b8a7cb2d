import { Secret } from '../kernel/secret.js';
import type { RenderedFile } from '../render/rendered-file.js';
import type { DesiredDirectory } from './desired.js';

function parent(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

/** Every folder on the way to a path, outermost first, without the root. */
function ancestors(path: string): string[] {
  const folder = parent(path);
  return folder === '' ? [] : [...ancestors(folder), folder];
}

/**
 * The folders that files of one host need. A folder that holds a secret is 0700 and belongs to the owner of that file,
 * also when it exists already; every other folder is made 0755 for root when it is missing and is otherwise left alone,
 * because it may be the system's.
 */
export function directoriesFor(files: readonly Pick<RenderedFile, 'path' | 'owner' | 'content'>[]): DesiredDirectory[] {
  const found = new Map<string, DesiredDirectory>();
  for (const file of files) {
    for (const path of ancestors(file.path)) {
      if (!found.has(path)) found.set(path, { path, mode: 0o755, owner: 'root:root', enforced: false });
    }
  }
  for (const file of files) {
    if (!(file.content instanceof Secret)) continue;
    const path = parent(file.path);
    found.set(path, { path, mode: 0o700, owner: file.owner, enforced: true });
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}
