import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import path from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTransport } from '../../src/hosts/open-transport.js';
import type { ConnectTarget } from '../../src/hosts/connect-target.js';
import type { HardwayError } from '../../src/kernel/problem.js';
import { type SshServer, type SshServerOptions, startSshServer, testKey } from '../support/ssh-server.js';

const servers: SshServer[] = [];

async function serve(options: SshServerOptions = {}): Promise<SshServer> {
  const server = await startSshServer(options);
  servers.push(server);
  return server;
}

async function refusal(target: ConnectTarget): Promise<HardwayError> {
  return openTransport(target).then(
    () => expect.unreachable('the host was accepted'),
    (error: unknown) => error as HardwayError,
  );
}

function withoutIdentity(target: ConnectTarget): ConnectTarget {
  const { user, host, port, knownHostsFile = '' } = target.ssh;
  return { ...target, ssh: { user, host, port, knownHostsFile } };
}

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await Promise.all(servers.splice(0).map((server) => server.stop()));
});

describe('host keys', () => {
  it('are accepted when known', async () => {
    const server = await serve();
    await (await openTransport(server.target)).close();
    expect(server.loginRequests()).toBeGreaterThan(0);
  });

  it('are refused when unknown, before a login, with the fingerprint and the line to add; with that line it works', async () => {
    const server = await serve({ knownKeys: [] });
    const error = await refusal(server.target);
    expect(server.loginRequests()).toBe(0);
    expect(error.exitCode).toBe(5);
    expect(error.problems).toMatchObject([{ code: 'host-key-unknown', where: { host: 'node1' } }]);
    expect(error.problems[0]?.what).toMatch(/SHA256:[A-Za-z0-9+/]{43} \(ED25519\)/);
    const line = /add this line: (.*)$/.exec(error.problems[0]?.fix ?? '')?.[1] ?? '';
    writeFileSync(server.target.ssh.knownHostsFile ?? '', `${line}\n`);
    await (await openTransport(server.target)).close();
  });

  it('are refused when changed, before a login, with both fingerprints', async () => {
    const server = await serve({ knownKeys: [testKey()] });
    const error = await refusal(server.target);
    expect(server.loginRequests()).toBe(0);
    expect(error.problems).toMatchObject([{ code: 'host-key-mismatch', where: { line: 1 } }]);
    const fingerprints = `${error.problems[0]?.what ?? ''} ${error.problems[0]?.expected ?? ''}`.match(
      /SHA256:\S{43}/g,
    );
    expect(new Set(fingerprints).size).toBe(2);
  });

  it('are refused when the host has only a key of another type than the known one', async () => {
    const server = await serve({ hostKeys: [testKey('ecdsa')], knownKeys: [testKey('ed25519')] });
    const error = await refusal(server.target);
    expect(server.loginRequests()).toBe(0);
    expect(error.problems).toMatchObject([{ code: 'host-key-mismatch' }]);
  });

  it('are compared with the known type when the host has several', async () => {
    const keys = [testKey('ed25519'), testKey('rsa'), testKey('ecdsa')];
    for (const known of keys) {
      const server = await serve({ hostKeys: keys, knownKeys: [known] });
      await (await openTransport(server.target)).close();
    }
  });

  it('are refused when revoked, also when the same key is listed as known', async () => {
    const key = testKey();
    const server = await serve({ hostKeys: [key] });
    const file = server.target.ssh.knownHostsFile ?? '';
    writeFileSync(file, `${readFileSync(file, 'utf8')}@revoked * ${key.public}\n`);
    expect((await refusal(server.target)).problems).toMatchObject([{ code: 'host-key-revoked', where: { line: 2 } }]);
    expect(server.loginRequests()).toBe(0);
  });

  it('are refused when known_hosts cannot be read', async () => {
    const server = await serve();
    const target = { ...server.target, ssh: { ...server.target.ssh, knownHostsFile: server.folder } };
    expect((await refusal(target)).problems).toMatchObject([{ code: 'host-known-hosts-unreadable' }]);
    expect(server.loginRequests()).toBe(0);
  });
});

describe('logging in', () => {
  it('switches off the wait for small packets', async () => {
    const noDelay = vi.spyOn(Socket.prototype, 'setNoDelay');
    const server = await serve();
    const transport = await openTransport(server.target);
    const { port } = server.target.ssh;
    const ours = noDelay.mock.contexts.map((socket, i) => ({
      socket: socket as Socket,
      on: noDelay.mock.calls[i]?.[0],
    }));
    expect(ours.find(({ socket }) => socket.remotePort === port)).toMatchObject({ on: true });
    await transport.close();
  });

  it('says what was tried when the host refuses the key', async () => {
    const server = await serve({ acceptsLogin: false });
    const error = await refusal(server.target);
    expect(error.problems).toMatchObject([{ code: 'host-auth-refused', where: { host: 'node1' } }]);
    expect(error.problems[0]?.what).toContain(server.target.ssh.identityFile);
  });

  it('refuses an identity file that others can read, is missing, is protected, public or nothing', async () => {
    const server = await serve();
    const file = (name: string, content: string): string => {
      writeFileSync(path.join(server.folder, name), content, { mode: 0o600 });
      return path.join(server.folder, name);
    };
    const open = file('open', testKey().private);
    chmodSync(open, 0o644);
    const cases: [string, RegExp][] = [
      [open, /mode is 0644/],
      [path.join(server.folder, 'absent'), /ENOENT/],
      [file('protected', testKey('ed25519', 'passphrase').private), /passphrase/],
      [file('public', testKey().public), /public key/],
      [file('nothing', 'hello\n'), /no private key/],
    ];
    for (const [identityFile, what] of cases) {
      const error = await refusal({ ...server.target, ssh: { ...server.target.ssh, identityFile } });
      expect(error.problems).toMatchObject([{ code: 'host-identity-unusable', where: { file: identityFile } }]);
      expect(error.problems[0]?.what).toMatch(what);
      expect(JSON.stringify(error.problems)).not.toContain('PRIVATE KEY');
    }
    expect(server.loginRequests()).toBe(0);
  });

  it('says that there is nothing to log in with', async () => {
    vi.stubEnv('SSH_AUTH_SOCK', '');
    const server = await serve();
    expect((await refusal(withoutIdentity(server.target))).problems).toMatchObject([{ code: 'host-no-credentials' }]);
  });

  it('says that the agent does not answer', async () => {
    const server = await serve();
    vi.stubEnv('SSH_AUTH_SOCK', path.join(server.folder, 'no-agent'));
    const error = await refusal(withoutIdentity(server.target));
    expect(error.problems).toMatchObject([{ code: 'host-auth-refused' }]);
    expect(error.problems[0]?.what).toContain('the agent does not answer');
  });
});
