import { randomBytes } from 'node:crypto';
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, readFileSync } from 'node:fs';
import { createServer as createHttpsServer } from 'node:https';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { etcdClient } from '../../src/endpoints/etcd-client.js';
import { openEndpoint } from '../../src/endpoints/open-endpoint.js';
import { openTransport } from '../../src/hosts/open-transport.js';
import { sha256 } from '../../src/kernel/digest.js';
import type { Transport } from '../../src/kernel/transport.js';
import { testAuthority } from '../support/tls-files.js';
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
    // Our half of the connection is still open, and the server waits for it.
    socket.destroy();
    server.close();
    await once(server, 'close');
    await expect(transport.dial({ host: '127.0.0.1', port })).rejects.toMatchObject({
      problems: [{ code: 'host-dial-refused', where: { host: 'node1' } }],
    });
  });

  it('asks an endpoint on the host with mutual TLS, through the connection', async () => {
    const authority = testAuthority('etcd-ca');
    const serving = authority.issue('etcd', 'IP:127.0.0.1');
    const client = authority.issue('health', 'DNS:health');
    const server = createHttpsServer(
      { cert: serving.cert, key: serving.key.reveal(), ca: authority.cert, requestCert: true },
      (_request, response) => response.end('{"health":"true"}'),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const tls = { ca: authority.cert, cert: client.cert, key: client.key };
    const endpoint = openEndpoint({ from: transport, host: '127.0.0.1', port, tls });
    for (let i = 0; i < 3; i++) expect(await etcdClient(endpoint).health()).toEqual({ healthy: true, reason: '' });
    endpoint.close();
    const stranger = openEndpoint({ from: transport, host: '127.0.0.1', port, tls: { ca: authority.cert } });
    await expect(stranger.request({ path: '/health' })).rejects.toMatchObject({ exitCode: 5 });
    stranger.close();
    server.closeAllConnections();
    server.close();
    authority.remove();
  });

  it('finds the host key in a file that ssh-keygen has hashed', async () => {
    const hashed = `${sshd.folder}/hashed`;
    copyFileSync(sshd.target.ssh.knownHostsFile ?? '', hashed);
    execFileSync('ssh-keygen', ['-q', '-H', '-f', hashed], { stdio: 'ignore' });
    expect(readFileSync(hashed, 'utf8')).toMatch(/^\|1\|/);
    const other = await openTransport({ ...sshd.target, ssh: { ...sshd.target.ssh, knownHostsFile: hashed } });
    expect((await other.run({ script: 'echo ok' })).stdout.toString()).toBe('ok\n');
    await other.close();
  });

  it('logs in with a key that only the agent holds', async () => {
    const socket = `${sshd.folder}/agent`;
    const agent = spawn('ssh-agent', ['-D', '-a', socket], { stdio: 'ignore' });
    try {
      for (let i = 0; i < 50 && !existsSync(socket); i++) await pause(50);
      const env = { ...process.env, SSH_AUTH_SOCK: socket };
      execFileSync('ssh-add', ['-q', sshd.target.ssh.identityFile ?? ''], { env, stdio: 'ignore' });
      vi.stubEnv('SSH_AUTH_SOCK', socket);
      const { user, host, port, knownHostsFile = '' } = sshd.target.ssh;
      const other = await openTransport({ ...sshd.target, ssh: { user, host, port, knownHostsFile } });
      expect((await other.run({ script: 'echo ok' })).stdout.toString()).toBe('ok\n');
      await other.close();
    } finally {
      vi.unstubAllEnvs();
      agent.kill();
    }
  });

  it('says that the user may not log in when the key is not in authorized_keys', async () => {
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', `${sshd.folder}/stranger`]);
    const target = { ...sshd.target, ssh: { ...sshd.target.ssh, identityFile: `${sshd.folder}/stranger` } };
    await expect(openTransport(target)).rejects.toMatchObject({ problems: [{ code: 'host-auth-refused' }] });
  });
});
