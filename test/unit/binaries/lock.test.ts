import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../src/binaries/lock.js';

let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hardway-test-'));
  file = path.join(folder, 'some.lock');
});

afterEach(async () => {
  await rm(folder, { recursive: true });
});

const quiet = { onWait: () => undefined };

describe('a lock file', () => {
  it('lets one in at a time and says once that there is somebody', async () => {
    const events: string[] = [];
    const onWait = () => {
      events.push('waits');
    };
    const first = withLock(file, quiet, async () => {
      await sleep(700);
      events.push('first');
    });
    await sleep(50);
    await withLock(file, { onWait }, () => Promise.resolve(events.push('second')));
    await first;
    expect(events).toEqual(['waits', 'first', 'second']);
    await expect(access(file)).rejects.toThrow('ENOENT');
  });

  it('is taken over from a process that is gone', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await writeFile(file, `${pid}\n`);
    expect(await withLock(file, quiet, () => Promise.resolve('in'))).toBe('in');
  });

  it('is released when the work fails', async () => {
    await expect(withLock(file, quiet, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    await expect(access(file)).rejects.toThrow('ENOENT');
  });

  it('stops waiting when the run is interrupted', async () => {
    await writeFile(file, `${process.pid}\n`);
    const controller = new AbortController();
    const waiting = withLock(file, { ...quiet, signal: controller.signal }, () => Promise.resolve());
    controller.abort();
    await expect(waiting).rejects.toThrow();
    // The lock of the other run is still there.
    await access(file);
  });
});
