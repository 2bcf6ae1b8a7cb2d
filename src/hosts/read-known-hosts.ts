import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { fail } from '../kernel/problem.js';
import type { ConnectTarget } from './connect-target.js';
import { type KnownHost, lookUpHost } from './known-hosts.js';

/** The files that are read for a host; a key that is not known belongs into the first. */
export function knownHostsFiles(target: ConnectTarget): readonly [string, ...string[]] {
  if (target.ssh.knownHostsFile !== undefined) return [target.ssh.knownHostsFile];
  return [path.join(homedir(), '.ssh', 'known_hosts'), '/etc/ssh/ssh_known_hosts'];
}

/** What the known_hosts files say about a host. A file that does not exist says nothing; one that cannot be read refuses. */
export async function readKnownHosts(target: ConnectTarget): Promise<KnownHost> {
  const parts = await Promise.all(
    knownHostsFiles(target).map(async (file) =>
      lookUpHost(await readText(target, file), file, target.ssh.host, target.ssh.port),
    ),
  );
  return {
    keys: parts.flatMap(({ keys }) => keys),
    revoked: parts.flatMap(({ revoked }) => revoked),
    authorities: parts.flatMap(({ authorities }) => authorities),
    broken: parts.flatMap(({ broken }) => broken),
  };
}

async function readText(target: ConnectTarget, file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return '';
    return fail('host-known-hosts-unreadable', {
      where: { host: target.name, file },
      what: `the known host keys cannot be read (${code}), so ${target.name} cannot be told from somebody else`,
      expected: 'a readable file',
      fix: `make ${file} readable, or name another in ssh.knownHostsFile`,
    });
  }
}
