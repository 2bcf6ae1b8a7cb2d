import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTransport } from '../../src/hosts/open-transport.js';
import { sha256 } from '../../src/kernel/digest.js';
import type { Transport } from '../../src/kernel/transport.js';
import { type Sshd, sshdExists, startSshd } from '../support/sshd.js';

describe.skipIf(!sshdExists)('a transport to a real OpenSSH server (skipped where /usr/sbin/sshd is missing)', () => {
  let sshd: Sshd;
  let transport: Transport;
  beforeAll(async () => {
    sshd = await startSshd();
    transport = await openTransport(sshd.target);
  });
  afterAll(async () => {
    await transport.close();
    await sshd.stop();
  });

  it('runs a script with arguments and input, and gives back status and both outputs', async () => {
    const result = await transport.run({
      script: 'printf "%s|" "$@"; cat; echo oops >&2; exit 7',
      args: ["it's", 'two words', '-n', '$HOME \\n `x`', 'ünï', ''],
      stdin: 'input\n',
    });
    expect(result).toEqual({
      code: 7,
      stdout: Buffer.from("it's|two words|-n|$HOME \\n `x`|ünï||input\n"),
      stderr: 'oops\n',
    });
  });

  it('carries 8 MiB of random bytes in and out unchanged', async () => {
    const bytes = randomBytes(8 * 1024 * 1024);
    const { stdout } = await transport.run({ script: 'cat', stdin: bytes });
    expect(sha256(stdout)).toBe(sha256(bytes));
  });

  it('dials from the host and says when nothing listens there', async () => {
    const server = createServer((socket) => socket.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const socket = await transport.dial({ host: '127.0.0.1', port });
    expect(await text(socket)).toBe('hello');
    server.close();
    await once(server, 'close');
    await expect(transport.dial({ host: '127.0.0.1', port })).rejects.toMatchObject({
      problems: [{ code: 'host-dial-refused', where: { host: 'node1' } }],
    });
  });
});
