import { mkdir, open, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail } from '../kernel/problem.js';

/** How long to wait for another run, and how often to look; a build from source takes some ten minutes. */
const patienceMs = 45 * 60_000;
const intervalMs = 500;

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives and is somebody else's.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function tryLock(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${process.pid}\n`);
    await handle.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  }
}

/** Removes a lock whose owner is gone, as after a crash or a power cut. */
async function removeStale(file: string): Promise<void> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number(text.trim());
  // An empty file is a lock that is being taken at this moment.
  if (Number.isInteger(pid) && pid > 0 && !isAlive(pid)) await rm(file, { force: true });
}

/**
 * Does work while holding a lock file, so that two runs do not fill the same place. Waits for another run, and says so
 * once; a lock left behind by a process that is gone is taken over.
 */
export async function withLock<T>(
  file: string,
  options: { readonly onWait: () => void; readonly signal?: AbortSignal | undefined },
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(path.dirname(file), { recursive: true });
  for (let waited = 0; !(await tryLock(file)); waited += intervalMs) {
    if (waited === 0) options.onWait();
    if (waited >= patienceMs) {
      fail('binaries-locked', {
        where: { file },
        what: 'Another run has held the cache for 45 minutes.',
        fix: 'Wait for it, or, when it is not running any more, remove the lock file.',
      });
    }
    await removeStale(file);
    await sleep(intervalMs, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
  try {
    return await work();
  } finally {
    await rm(file, { force: true });
  }
}
