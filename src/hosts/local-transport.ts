import { connect } from 'node:net';
import { userInfo } from 'node:os';
import type { Duplex } from 'node:stream';
import { execa } from 'execa';
import type { RunRequest, RunResult, Transport } from '../kernel/transport.js';
import { dialRefused } from './dial-problem.js';
import { type ScriptChannel, runScript } from './run-script.js';
import { commandWords } from './script-program.js';

const dialTimeoutMs = 10_000;

/** The transport for `connection: local`: the same scripts with the same rules, run on this machine. */
export function localTransport(host: string): Transport {
  const user = userInfo().username;
  const sockets = new Set<Duplex>();
  return {
    host,
    run: (request: RunRequest): Promise<RunResult> =>
      runScript({ host, user, start: (sudo) => Promise.resolve(startHere(sudo)) }, request),
    dial: async (address) => {
      const socket = await dialHere(host, address);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      return Promise.resolve();
    },
  };
}

function startHere(sudo: boolean): ScriptChannel {
  const [file = '/bin/sh', ...words] = commandWords(sudo);
  // The script gets the environment of a login, as it would on a host, not what this process happens to carry.
  const { HOME, USER, LOGNAME, PATH } = process.env;
  const child = execa(file, words, {
    stdin: 'pipe',
    buffer: false,
    reject: false,
    extendEnv: false,
    env: { HOME, USER, LOGNAME, PATH },
    detached: true,
  });
  return {
    stdin: child.stdin,
    stdout: child.stdout,
    stderr: child.stderr,
    ended: child.then(({ exitCode, signal }) => ({
      ...(exitCode === undefined ? {} : { code: exitCode }),
      ...(signal === undefined ? {} : { signal }),
    })),
    kill: () => {
      killGroup(child.pid);
    },
  };
}

/** Ends the shell and what it started; a process group that is gone already is no error. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGTERM');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function dialHere(host: string, address: { readonly host: string; readonly port: number }): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ ...address, noDelay: true, timeout: dialTimeoutMs });
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      resolve(socket);
    });
    socket.once('timeout', () => socket.destroy(new Error(`no answer within ${dialTimeoutMs / 1000} s`)));
    // It stays: a later error ends in 'close', which is what the user of the connection looks at.
    socket.on('error', (error) => {
      reject(dialRefused(host, address, error.message));
    });
  });
}
