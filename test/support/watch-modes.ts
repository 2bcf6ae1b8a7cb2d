import { type FSWatcher, lstatSync, readdirSync, readFileSync, watch } from 'node:fs';
import path from 'node:path';

const mostBytes = 64 * 1024;

/** What is wrong with the mode of one file: something secret in it that others may read. */
function exposed(file: string, isSecret: (text: string) => boolean): string | null {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile() || stats.size > mostBytes || (stats.mode & 0o077) === 0) return null;
    return isSecret(readFileSync(file, 'latin1')) ? `${file} has mode ${(stats.mode & 0o777).toString(8)}` : null;
  } catch (error) {
    // Temporary files come and go.
    if (isGone(error)) return null;
    throw error;
  }
}

/** Every file under a folder that holds a secret and that others than its owner may read. */
export function exposedFiles(folder: string, isSecret: (text: string) => boolean): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(
    (name) => exposed(path.join(folder, name), isSecret) ?? [],
  );
}

function isGone(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
}

/**
 * Tells of every file that appears or changes in a folder and the folders in it, until stopped. Not node's own recursive
 * watch: on Linux that one throws where nobody can catch it when a new folder is gone before it has been read.
 */
function watchTree(root: string, onFile: (file: string) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const visit = (place: string): void => {
    try {
      if (!lstatSync(place).isDirectory()) {
        onFile(place);
        return;
      }
      if (!watchers.has(place)) {
        const watcher = watch(place, (_event, name) => {
          if (name !== null) visit(path.join(place, name));
        });
        watcher.on('error', (error) => {
          if (!isGone(error)) throw error;
        });
        watchers.set(place, watcher);
      }
      for (const name of readdirSync(place)) visit(path.join(place, name));
    } catch (error) {
      // Temporary files and folders come and go. A folder made anew under the same name is a new one to watch.
      if (!isGone(error)) throw error;
      watchers.get(place)?.close();
      watchers.delete(place);
    }
  };
  visit(root);
  return () => {
    for (const watcher of watchers.values()) watcher.close();
  };
}

/** Looks at every file under a folder whenever it changes, until stopped; then what was exposed at any such moment. */
export function watchModes(folder: string, isSecret: (text: string) => boolean): () => readonly string[] {
  const found = new Set<string>();
  let looks = 0;
  const stop = watchTree(folder, (file) => {
    looks++;
    const fault = exposed(file, isSecret);
    if (fault !== null) found.add(fault);
  });
  return () => {
    stop();
    if (looks === 0) throw new Error('nothing was watched');
    return [...found, ...exposedFiles(folder, isSecret)];
  };
}
