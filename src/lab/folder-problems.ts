import { access } from 'node:fs/promises';
import { type Problem, problem } from '../kernel/problem.js';

/** Whether there is anything at a path. */
export function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

/** What a new lab would overwrite in a folder that holds no lab. */
export async function takenFiles(files: readonly string[]): Promise<readonly Problem[]> {
  const problems: Problem[] = [];
  for (const file of files) {
    if (!(await exists(file))) continue;
    const what = 'The lab would overwrite this, and did not make it.';
    problems.push(
      problem('lab-folder-taken', { where: { file }, what, fix: 'Name an empty folder with --directory.' }),
    );
  }
  return problems;
}
