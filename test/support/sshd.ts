import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { userInfo } from 'node:os';
import path from 'node:path';
import type { ConnectTarget } from '../../src/hosts/connect-target.js';
import { temporaryFolder } from './temporary-folder.js';

const program = '/usr/sbin/sshd';

export const sshdExists = existsSync(program);

/** An OpenSSH server of our own on a loopback port, with a user key and a known_hosts file that fit. */
export interface Sshd {
  readonly target: ConnectTarget;
  readonly folder: string;
  readonly log: () => string;
  stop(): Promise<void>;
}

export async function startSshd(extraConfig: readonly string[] = []): Promise<Sshd> {
  const folder = temporaryFolder();
  const at = (name: string): string => path.join(folder.path, name);
  for (const [name, type] of [
    ['host_ed25519', 'ed25519'],
    ['host_rsa', 'rsa'],
    ['user', 'ed25519'],
  ] as const) {
    execFileSync('ssh-keygen', ['-q', '-t', type, '-N', '', '-C', '', '-f', at(name)]);
  }
  copyFileSync(at('user.pub'), at('authorized_keys'));
  // Needed where no sshd has run yet: the folder of its unprivileged half.
  if (userInfo().uid === 0) mkdirSync('/run/sshd', { recursive: true });
  const port = await freePort();
  writeFileSync(
    at('config'),
    [
      ...extraConfig,
      'ListenAddress 127.0.0.1',
      `Port ${port}`,
      `HostKey ${at('host_ed25519')}`,
      `HostKey ${at('host_rsa')}`,
      `AuthorizedKeysFile ${at('authorized_keys')}`,
      'PidFile none',
      'StrictModes no',
      'UsePAM no',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      '',
    ].join('\n'),
  );
  const hostKey = readFileSync(at('host_ed25519.pub'), 'utf8').trim();
  writeFileSync(at('known_hosts'), `[127.0.0.1]:${port} ${hostKey}\n`);
  let log = '';
  const child = spawn(program, ['-D', '-e', '-f', at('config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  child.stderr.on('data', (chunk: Buffer) => (log += chunk.toString()));
  await listening(child, port, () => log);
  return {
    target: {
      name: 'node1',
      connection: 'ssh',
      ssh: {
        user: userInfo().username,
        host: '127.0.0.1',
        port,
        identityFile: at('user'),
        knownHostsFile: at('known_hosts'),
      },
    },
    folder: folder.path,
    log: () => log,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      folder.remove();
    },
  };
}

/** A loopback port that nothing listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

async function listening(child: ChildProcess, port: number, log: () => string): Promise<void> {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (child.exitCode !== null) throw new Error(`sshd ended: ${log()}`);
    const socket = connect({ host: '127.0.0.1', port });
    const answered = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => {
        resolve(true);
      });
      socket.once('error', () => {
        resolve(false);
      });
    });
    socket.destroy();
    if (answered) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`sshd does not listen: ${log()}`);
}
