import { type Socket, connect } from 'node:net';
import ssh2 from 'ssh2';
import type { AnyAuthMethod, Client } from 'ssh2';
import { HardwayError } from '../kernel/problem.js';
import type { ConnectTarget } from './connect-target.js';
import { authRefused, connectTimedOut, notSsh, unreachable } from './connect-problems.js';
import { type Credentials, findCredentials } from './credentials.js';
import { hostKeyProblems } from './host-key-check.js';
import type { KnownHost } from './known-hosts.js';
import { knownHostsFiles, readKnownHosts } from './read-known-hosts.js';
import { interrupted } from './run-problems.js';
import { offeredAlgorithms } from './ssh-algorithms.js';

export interface ConnectOptions {
  readonly signal?: AbortSignal;
  /** For opening the connection, the key exchange and the log-in together; 20 000 by default. */
  readonly timeoutMs?: number;
  /** For opening the connection alone: the kernel of a host that is up answers at once. By default as `timeoutMs`. */
  readonly dialTimeoutMs?: number;
}

const defaultTimeoutMs = 20_000;
const keepalive = { keepaliveInterval: 10_000, keepaliveCountMax: 3 };

/**
 * Opens an SSH connection and logs in. Everything that can be known beforehand is read first: the known host keys and
 * what there is to log in with. Throws a HardwayError that names the host.
 */
export async function connectSsh(target: ConnectTarget, options: ConnectOptions = {}): Promise<Client> {
  const { signal, timeoutMs = defaultTimeoutMs } = options;
  const began = performance.now();
  const [known, credentials] = await Promise.all([readKnownHosts(target), findCredentials(target)]);
  if (signal?.aborted === true) throw interrupted(target.name);
  // A timer of our own: AbortSignal.timeout inside AbortSignal.any may be collected as garbage before it fires (Node 20),
  // and a silent host would then be waited for without end.
  const limit = new AbortController();
  const stop = (): void => {
    limit.abort();
  };
  let limitMs = Math.min(options.dialTimeoutMs ?? timeoutMs, timeoutMs);
  let timer = setTimeout(stop, limitMs);
  signal?.addEventListener('abort', stop, { once: true });
  const stopped = (): HardwayError =>
    signal?.aborted === true ? interrupted(target.name) : connectTimedOut(target, limitMs);
  try {
    const socket = await openSocket(target, limit.signal, stopped);
    clearTimeout(timer);
    limitMs = timeoutMs;
    timer = setTimeout(stop, Math.max(1, timeoutMs - (performance.now() - began)));
    return await logIn(target, socket, known, credentials, limit.signal, stopped);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', stop);
  }
}

/** Without Nagle's algorithm, which with delayed acknowledgements makes each exchange up to ten times as slow. */
function openSocket(target: ConnectTarget, stop: AbortSignal, stopped: () => HardwayError): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: target.ssh.host, port: target.ssh.port, keepAlive: true }).setNoDelay(true);
    const giveUp = (): void => {
      socket.destroy();
      reject(stopped());
    };
    const onError = (error: NodeJS.ErrnoException): void => {
      stop.removeEventListener('abort', giveUp);
      reject(unreachable(target, error));
    };
    stop.addEventListener('abort', giveUp, { once: true });
    socket.once('error', onError);
    socket.once('connect', () => {
      stop.removeEventListener('abort', giveUp);
      socket.off('error', onError);
      resolve(socket);
    });
  });
}

function logIn(
  target: ConnectTarget,
  socket: Socket,
  known: KnownHost,
  credentials: Credentials,
  stop: AbortSignal,
  stopped: () => HardwayError,
): Promise<Client> {
  return new Promise((resolve, reject) => {
    const client = new ssh2.Client();
    let agreed = false;
    let agentTrouble = '';
    let keyRefused: HardwayError | undefined;
    const settle = (act: () => void): void => {
      stop.removeEventListener('abort', giveUp);
      act();
    };
    const refuse = (error: HardwayError): void => {
      settle(() => {
        reject(keyRefused ?? error);
        socket.destroy();
      });
    };
    const giveUp = (): void => {
      refuse(stopped());
    };
    const failed = (why: string): void => {
      const tried = `${credentials.description}${agentTrouble === '' ? '' : ` (${agentTrouble})`}`;
      refuse(agreed ? authRefused(target, tried) : notSsh(target, why));
    };
    stop.addEventListener('abort', giveUp, { once: true });
    // It stays after the log-in: ssh2 reports a broken connection as an error before 'close', which is what we act on.
    client.on('error', (error) => {
      // The agent's trouble is not the end: ssh2 goes on with the next way to log in.
      if (error.level === 'agent') agentTrouble = 'the agent does not answer';
      else failed(error.message);
    });
    client.once('handshake', () => {
      agreed = true;
    });
    client.once('close', () => {
      failed('the server ended the connection');
    });
    client.once('ready', () => {
      settle(() => {
        resolve(client);
      });
    });
    client.connect({
      sock: socket,
      username: target.ssh.user,
      algorithms: offeredAlgorithms(known.keys.map(({ type }) => type)),
      hostVerifier: (shown: Buffer) => {
        const problems = hostKeyProblems(target, shown, known, knownHostsFiles(target)[0]);
        if (problems !== undefined) keyRefused = new HardwayError(problems);
        return problems === undefined;
      },
      authHandler: waysToLogIn(target.ssh.user, credentials),
      // The deadline above counts for everything.
      readyTimeout: 0,
      ...keepalive,
    });
  });
}

/** The identity file first, then the agent's keys; nothing else, so no password and no question is ever sent. */
function waysToLogIn(username: string, { identity, agent }: Credentials): AnyAuthMethod[] {
  return [
    ...(identity === undefined ? [] : [{ type: 'publickey' as const, username, key: identity }]),
    ...(agent === undefined ? [] : [{ type: 'agent' as const, username, agent }]),
  ];
}
