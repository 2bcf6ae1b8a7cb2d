import { describe, expect, it } from 'vitest';
import { localTransport } from '../../../src/hosts/local-transport.js';

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
    const before = Date.now();
    await expect(transport.run({ script: 'sleep 30; echo done', timeoutMs: 200 })).rejects.toMatchObject({
      problems: [{ code: 'host-timeout', where: { host: 'here' } }],
    });
    expect(Date.now() - before).toBeLessThan(5_000);
  });
});
