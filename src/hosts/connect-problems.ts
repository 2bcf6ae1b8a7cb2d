import { HardwayError, problem } from '../kernel/problem.js';
import { type ConnectTarget, addressOf } from './connect-target.js';
import { said } from './foreign-text.js';

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  EHOSTUNREACH: 'no route to the host',
  ENETUNREACH: 'no route to its network',
  ETIMEDOUT: 'no answer',
  ENOTFOUND: 'the name is not known to DNS',
  EAI_AGAIN: 'the name server does not answer',
  ECONNRESET: 'the connection was reset',
};

/** The TCP connection could not be opened. */
export function unreachable(target: ConnectTarget, error: NodeJS.ErrnoException): HardwayError {
  const why = reasons[error.code ?? ''] ?? error.message;
  return new HardwayError(
    [
      problem('host-unreachable', {
        where: { host: target.name },
        what: `${target.name} cannot be reached at ${target.ssh.host} port ${target.ssh.port}: ${why}`,
        expected: 'an SSH server that listens there',
        fix: 'check that the host is up, and ssh.host and ssh.port in the config',
      }),
    ],
    { cause: error },
  );
}

/** Every key that we have was refused. Says what was tried. */
export function authRefused(target: ConnectTarget, tried: string): HardwayError {
  return new HardwayError([
    problem('host-auth-refused', {
      where: { host: target.name },
      what: `${target.name} does not let ${target.ssh.user} log in with ${tried}`,
      expected: `the public key in ~${target.ssh.user}/.ssh/authorized_keys on ${target.name}`,
      fix: `check ssh.user and the key with: ssh -p ${target.ssh.port} ${target.ssh.user}@${target.ssh.host} (an agent with many keys may be cut off after six)`,
    }),
  ]);
}

/** TCP works, SSH does not: another protocol, no common algorithm, or the server hung up. */
export function notSsh(target: ConnectTarget, why: string): HardwayError {
  return new HardwayError([
    problem('host-not-ssh', {
      where: { host: target.name },
      what: `no SSH session with ${addressOf(target)} could be agreed on${said(why)}`,
      expected: 'an SSH server with curve25519 or ECDH key exchange and SHA-2 signatures',
    }),
  ]);
}

export function connectTimedOut(target: ConnectTarget, timeoutMs: number): HardwayError {
  return new HardwayError([
    problem('host-unreachable', {
      where: { host: target.name },
      what: `${target.name} did not answer at ${target.ssh.host} port ${target.ssh.port} within ${timeoutMs / 1000} s`,
      expected: 'an SSH server that listens there',
      fix: 'check that the host is up and that no firewall drops the connection',
    }),
  ]);
}
