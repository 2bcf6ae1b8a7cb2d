import { lstatSync, readdirSync, readFileSync, watch } from 'node:fs';
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
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

/** Every file under a folder that holds a secret and that others than its owner may read. */
export function exposedFiles(folder: string, isSecret: (text: string) => boolean): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).flatMap(
    (name) => exposed(path.join(folder, name), isSecret) ?? [],
  );
}

/** Looks at every file under a folder whenever it changes, until stopped; then what was exposed at any such moment. */
export function watchModes(folder: string, isSecret: (text: string) => boolean): () => readonly string[] {
  const found = new Set<string>();
  let events = 0;
  const watcher = watch(folder, { recursive: true }, (_event, name) => {
    events++;
    if (name === null) return;
    const fault = exposed(path.join(folder, name), isSecret);
    if (fault !== null) found.add(fault);
  });
  return () => {
    watcher.close();
    if (events === 0) throw new Error('nothing was watched');
    return [...found, ...exposedFiles(folder, isSecret)];
  };
}
