import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { localTransport } from '../../../src/hosts/local-transport.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

/** Whether a process is there and has not ended; one that nobody has asked about is a zombie. */
function runs(pid: number): boolean {
  const status = `/proc/${pid}/status`;
  return existsSync(status) && !/^State:\s+Z/m.test(readFileSync(status, 'utf8'));
}

describe('the local transport', () => {
  const transport = localTransport('here');

  it('runs a script with arguments and input, and gives back status and both outputs', async () => {
    const result = await transport.run({
      script: 'printf "%s|" "$@"; cat; echo oops >&2; exit 7',
      args: ["it's", ''],
      stdin: 'in',
    });
    expect(result).toEqual({ code: 7, stdout: Buffer.from("it's||in"), stderr: 'oops\n' });
  });

  it('ends a script that takes too long, with what it started', async () => {
    // Nothing but the timeout ends it before the test itself is given up.
    const file = path.join(folder.path, 'pid');
    const script = 'sleep 3600 & echo $! >"$1"; wait';
    await expect(transport.run({ script, args: [file], timeoutMs: 1_000 })).rejects.toMatchObject({
      problems: [{ code: 'host-timeout', where: { host: 'here' } }],
    });
    const pid = Number(readFileSync(file, 'utf8'));
    expect(pid).toBeGreaterThan(1);
    await vi.waitFor(() => {
      expect(runs(pid)).toBe(false);
    }, 15_000);
  });
});
