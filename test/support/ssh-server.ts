import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { type AddressInfo, connect } from 'node:net';
import path from 'node:path';
import ssh2 from 'ssh2';
import type { Connection, ServerChannel } from 'ssh2';
import type { ConnectTarget } from '../../src/hosts/connect-target.js';
import { temporaryFolder } from './temporary-folder.js';

export type KeyName = 'ed25519' | 'ecdsa' | 'rsa';

export interface TestKey {
  /** OpenSSH private key, without a passphrase. */
  readonly private: string;
  /** `ssh-ed25519 AAAA…` */
  readonly public: string;
}

/** A key made here and now; RSA takes a moment. Of the Ed25519 keys that ssh2 makes some cannot be read by it. */
export function testKey(name: KeyName = 'ed25519', passphrase?: string): TestKey {
  const key = madeKey(name, passphrase);
  const sound = [key.private, key.public].every((text) => !(ssh2.utils.parseKey(text, passphrase) instanceof Error));
  return sound ? key : testKey(name, passphrase);
}

function madeKey(name: KeyName, passphrase: string | undefined): TestKey {
  const guard = passphrase === undefined ? {} : { passphrase, cipher: 'aes256-ctr', rounds: 1 };
  const { utils } = ssh2;
  if (name === 'ed25519') return utils.generateKeyPairSync('ed25519', guard as object);
  return name === 'rsa'
    ? utils.generateKeyPairSync('rsa', { bits: 2048, ...guard } as { bits: number })
    : utils.generateKeyPairSync('ecdsa', { bits: 256, ...guard });
}

export interface SshServerOptions {
  readonly hostKeys?: readonly TestKey[];
  /** What known_hosts says; by default the first host key. */
  readonly knownKeys?: readonly TestKey[];
  readonly acceptsLogin?: boolean;
  /** Printed on both outputs before the command runs, as a profile may do. */
  readonly noise?: string;
  /** Put first on the path of commands, by name: small sh scripts that stand in for programs of the host. */
  readonly programs?: Readonly<Record<string, string>>;
  /** Nothing but these programs is on the path. */
  readonly onlyPrograms?: boolean;
  /** Takes an exec request into its own hands. */
  readonly onExec?: (command: string, channel: ServerChannel, connection: Connection) => void;
  readonly loginShell?: string;
}

export interface SshServer {
  readonly target: ConnectTarget;
  readonly folder: string;
  /** How often a client came as far as asking to be let in. */
  readonly loginRequests: () => number;
  readonly commands: readonly string[];
  /** Cuts every connection without a goodbye. */
  drop(): void;
  stop(): Promise<void>;
}

/** An SSH server in this process, on loopback: runs commands with a real shell and forwards TCP; everything else can go wrong. */
export async function startSshServer(options: SshServerOptions = {}): Promise<SshServer> {
  const { hostKeys = [testKey()], acceptsLogin = true } = options;
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder.path, name);
  const user = testKey();
  writeFileSync(at('user'), user.private, { mode: 0o600 });
  mkdirSync(at('bin'));
  for (const [name, script] of Object.entries(options.programs ?? {})) {
    writeFileSync(path.join(at('bin'), name), `#!/bin/sh\n${script}\n`);
    chmodSync(path.join(at('bin'), name), 0o755);
  }
  let loginRequests = 0;
  const commands: string[] = [];
  const connections = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: hostKeys.map((key) => key.private) }, (connection) => {
    connections.add(connection);
    connection.on('close', () => connections.delete(connection));
    // A client that goes away in the middle is what some tests are about.
    connection.on('error', () => undefined);
    connection.on('authentication', (context) => {
      loginRequests++;
      if (acceptsLogin) context.accept();
      else context.reject(['publickey']);
    });
    connection.on('tcpip', (accept, reject, { destIP, destPort }) => {
      const socket = connect({ host: destIP, port: destPort });
      socket.once('error', () => {
        reject();
      });
      socket.once('connect', () => {
        const channel = accept();
        socket.on('error', () => channel.destroy());
        channel.on('error', () => socket.destroy());
        channel.pipe(socket).pipe(channel);
      });
    });
    connection.on('session', (acceptSession) => {
      acceptSession().on('exec', (acceptExec, _reject, { command }) => {
        commands.push(command);
        const channel = acceptExec();
        if (options.onExec === undefined) execute(command, channel, at('bin'), options);
        else options.onExec(command, channel, connection);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const known = options.knownKeys ?? hostKeys.slice(0, 1);
  writeFileSync(at('known_hosts'), known.map((key) => `[127.0.0.1]:${port} ${key.public}\n`).join(''));
  return {
    target: {
      name: 'node1',
      connection: 'ssh',
      ssh: { user: 'ops', host: '127.0.0.1', port, identityFile: at('user'), knownHostsFile: at('known_hosts') },
    },
    folder: folder.path,
    loginRequests: () => loginRequests,
    commands,
    drop: () => {
      for (const connection of connections) (connection as unknown as { _sock: { destroy(): void } })._sock.destroy();
    },
    stop: async () => {
      for (const connection of connections) connection.end();
      server.close();
      await once(server, 'close');
      folder.remove();
    },
  };
}

function execute(
  command: string,
  channel: ServerChannel,
  bin: string,
  { noise = '', loginShell = '/bin/sh', onlyPrograms = false }: SshServerOptions,
): void {
  channel.write(noise);
  channel.stderr.write(noise);
  const child = spawn(loginShell, ['-c', command], {
    env: { PATH: onlyPrograms ? bin : `${bin}:/usr/bin:/bin`, LANG: 'de_DE.UTF-8' },
  });
  child.stdin.on('error', () => undefined);
  channel.on('error', () => child.kill());
  channel.pipe(child.stdin);
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('close', (code, signal) => {
    if (code === null) channel.exit((signal ?? 'SIGTERM').replace('SIG', ''));
    else channel.exit(code);
    channel.end();
  });
  channel.once('close', () => child.kill());
}
