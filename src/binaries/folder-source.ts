import { constants } from 'node:fs';
import { copyFile, lstat } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problem, refuseErrors } from '../kernel/problem.js';
import type { BinarySource, SourceRequest } from './source.js';

async function firstFile(candidates: readonly string[]): Promise<string | null> {
  for (const candidate of candidates) {
    const found = await lstat(candidate).catch(() => null);
    if (found !== null && !found.isDirectory()) return candidate;
  }
  return null;
}

/** Takes binaries from a folder: `<folder>/<architecture>/<name>` or `<folder>/<name>`. Symbolic links are followed. */
export function folderSource(directory: string): BinarySource {
  return {
    origin: 'folder',
    async obtain(request: SourceRequest): Promise<void> {
      const problems: Problem[] = [];
      for (const { name } of request.programs) {
        const candidates = [path.resolve(directory, request.architecture, name), path.resolve(directory, name)];
        const file = await firstFile(candidates);
        if (file === null) {
          const what = `${name} is not in ${directory}.`;
          const fix = 'Name a folder that holds it, or leave it out with --name.';
          problems.push(problem('binaries-missing', { where: { file: candidates[1] ?? directory }, what, fix }));
          continue;
        }
        request.progress(`${name}: copying from ${directory}`);
        await copyFile(file, path.join(request.into, name), constants.COPYFILE_FICLONE);
      }
      refuseErrors(problems);
    },
  };
}
