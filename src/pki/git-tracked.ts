import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problem } from '../kernel/problem.js';

async function exists(file: string): Promise<boolean> {
  return lstat(file).then(
    () => true,
    () => false,
  );
}

async function textOf(file: string): Promise<string> {
  return readFile(file, 'latin1').catch(() => '');
}

/** The nearest folder above that is a Git working tree; null when there is none. */
async function workingTree(directory: string): Promise<string | null> {
  for (let at = directory; ; at = path.dirname(at)) {
    if (await exists(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return null;
  }
}

/**
 * Warns when the keys of a store are, or will be, in Git: its index names one of them, or the `.gitignore` that
 * `pki create` puts into the folder is gone. Only files are read; git itself is not run.
 */
export async function gitProblems(directory: string): Promise<readonly Problem[]> {
  const tree = await workingTree(directory);
  if (tree === null) return [];
  const inside = path.relative(tree, directory).split(path.sep).join('/');
  const index = await textOf(path.join(tree, '.git', 'index'));
  const name = inside === '' ? 'ca.key' : `${inside}/ca.key`;
  const warn = (what: string, fix: string): readonly Problem[] => [
    problem('pki-key-exposed', { severity: 'warning', where: { file: directory }, what, fix }),
  ];
  if (index.includes(`${name}\0`)) {
    return warn(
      'Git tracks the keys in this folder',
      'git rm --cached them, and consider them known to all who have a copy',
    );
  }
  const ignored = (await textOf(path.join(directory, '.gitignore'))).split('\n').some((line) => line.trim() === '*');
  if (ignored) return [];
  return warn(
    'the folder lies in a Git working tree and nothing keeps its keys out',
    `put a .gitignore with the line * into it`,
  );
}
