import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fail } from '../kernel/problem.js';

const lockName = '.lock';

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function holder(file: string): Promise<number | null> {
  try {
    const pid = Number((await readFile(file, 'utf8')).trim());
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null;
  } catch {
    return null;
  }
}

/**
 * Runs `work` while this process alone may write the store. The lock of a process that is gone is taken over; that of
 * a living one stops the run (`pki-locked`).
 */
export async function withStoreLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const file = path.join(directory, lockName);
  for (let attempt = 0; ; attempt++) {
    try {
      await writeFile(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 });
      break;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      const pid = await holder(file);
      if (attempt > 0 || (pid !== null && isRunning(pid))) {
        fail('pki-locked', {
          where: { file },
          what: `another run is writing this store${pid === null ? '' : ` (process ${pid})`}`,
          fix: 'wait until it has ended, then run this command again',
        });
      }
      await rm(file, { force: true });
    }
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
