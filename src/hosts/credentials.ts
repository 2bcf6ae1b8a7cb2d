import { open } from 'node:fs/promises';
import ssh2 from 'ssh2';
import type { ParsedKey } from 'ssh2';
import { type ProblemDetails, fail } from '../kernel/problem.js';
import type { ConnectTarget } from './connect-target.js';

/** What there is to log in with, and how to say it without giving anything away. */
export interface Credentials {
  readonly identity?: ParsedKey;
  /** Path of the agent's socket. */
  readonly agent?: string;
  readonly description: string;
}

const largestKey = 64 * 1024;

/**
 * Reads the identity file, if one is named, and finds the agent. As OpenSSH does, a key that others can read is refused.
 * A passphrase is never asked for: that is the agent's job.
 */
export async function findCredentials(target: ConnectTarget, agent = process.env.SSH_AUTH_SOCK): Promise<Credentials> {
  const { identityFile } = target.ssh;
  const withAgent = agent === undefined || agent === '' ? {} : { agent };
  if (identityFile !== undefined) {
    const identity = await readIdentity(target.name, identityFile);
    const description = `the key ${identityFile}${'agent' in withAgent ? ' and the keys of the SSH agent' : ''}`;
    return { identity, ...withAgent, description };
  }
  if ('agent' in withAgent) return { ...withAgent, description: 'the keys of the SSH agent' };
  return fail('host-no-credentials', {
    where: { host: target.name },
    what: `there is nothing to log in to ${target.name} with: no SSH agent (SSH_AUTH_SOCK) and no identity file`,
    expected: 'an agent that holds the key, or ssh.identityFile in the config',
    fix: 'eval "$(ssh-agent)" && ssh-add, or set ssh.identityFile',
  });
}

async function readIdentity(host: string, file: string): Promise<ParsedKey> {
  const refuse = (details: ProblemDetails): never =>
    fail('host-identity-unusable', { where: { host, file }, ...details });
  const text = await readGuarded(file, refuse);
  const parsed = ssh2.utils.parseKey(text);
  if (parsed instanceof Error) {
    if (/encrypted|passphrase/i.test(parsed.message)) {
      return refuse({
        what: 'the identity file is protected by a passphrase, which hardway does not ask for',
        expected: 'a key in the SSH agent',
        fix: `ssh-add ${file}, and remove ssh.identityFile from the config`,
      });
    }
    return refuse({
      what: 'the identity file holds no private key that can be read',
      expected: 'an OpenSSH or PEM key',
    });
  }
  const [key] = (Array.isArray(parsed) ? parsed : [parsed]) as readonly ParsedKey[];
  if (key?.isPrivateKey() !== true) {
    return refuse({ what: 'the identity file holds a public key', expected: 'the private key that belongs to it' });
  }
  return key;
}

/** Opens once and looks at the very file that is read. */
async function readGuarded(file: string, refuse: (details: ProblemDetails) => never): Promise<Buffer> {
  const handle = await open(file, 'r').catch((error: unknown) => {
    const { code = 'unknown' } = error as NodeJS.ErrnoException;
    return refuse({
      what: `the identity file cannot be read (${code})`,
      expected: 'the private key to log in with',
      fix: 'correct ssh.identityFile, or remove it to use the SSH agent',
    });
  });
  try {
    const { mode, size } = await handle.stat();
    if ((mode & 0o077) !== 0) {
      return refuse({
        what: `others can use the identity file: its mode is 0${(mode & 0o777).toString(8)}`,
        expected: 'mode 0600',
        fix: `chmod 600 ${file}`,
      });
    }
    if (size > largestKey)
      return refuse({ what: 'the identity file is too long to be a key', expected: 'a private key' });
    return await handle.readFile();
  } finally {
    await handle.close();
  }
}
