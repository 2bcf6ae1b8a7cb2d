import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import pLimit from 'p-limit';
import type { Client, ClientChannel } from 'ssh2';
import type { RunRequest, Transport } from '../kernel/transport.js';
import type { ConnectTarget } from './connect-target.js';
import { dialRefused } from './dial-problem.js';
import { connectionLost, shellUnusable } from './run-problems.js';
import { type ScriptChannel, runScript } from './run-script.js';
import { commandLine } from './script-program.js';
import { type ConnectOptions, connectSsh } from './ssh-connect.js';

/** sshd allows 10 sessions on a connection by default (MaxSessions); two are left to others. */
const sessionsAtOnce = 8;
const dialTimeoutMs = 10_000;
const closeTimeoutMs = 2_000;

/** The transport for `connection: ssh`: one connection, kept open until `close`. */
export async function sshTransport(target: ConnectTarget, options: ConnectOptions = {}): Promise<Transport> {
  const client = await connectSsh(target, options);
  const { name: host } = target;
  const { user } = target.ssh;
  const sessions = pLimit(sessionsAtOnce);
  let open = true;
  client.once('close', () => {
    open = false;
  });
  const start = (sudo: boolean): Promise<ScriptChannel> => {
    if (!open) return Promise.reject(connectionLost(host));
    return new Promise((resolve, reject) => {
      client.exec(commandLine(sudo), (error, channel) => {
        if (error === undefined) resolve(scriptChannel(channel));
        else reject(open ? shellUnusable(host, error.message) : connectionLost(host));
      });
    });
  };
  return {
    host,
    run: (request: RunRequest) => sessions(() => runScript({ host, user, start }, request)),
    dial: (address) => (open ? dialThrough(client, host, address) : Promise.reject(connectionLost(host))),
    close: async () => {
      if (!open) return;
      const closed = once(client, 'close', { signal: AbortSignal.timeout(closeTimeoutMs) });
      client.end();
      // A host that does not say goodbye in time is left.
      await closed.catch(() => client.destroy());
    },
  };
}

function scriptChannel(channel: ClientChannel): ScriptChannel {
  let end: { code?: number; signal?: string } = {};
  channel.on('exit', (code: number | null, signal?: string) => {
    end = { ...(code === null ? {} : { code }), ...(signal === undefined ? {} : { signal }) };
  });
  return {
    stdin: channel,
    stdout: channel,
    stderr: channel.stderr,
    ended: new Promise((resolve) => {
      channel.once('close', () => {
        resolve(end);
      });
    }),
    kill: () => {
      // sshd passes it on to the processes of the session of an ordinary user. What runs as root goes on until it writes
      // to its closed output or ends, which is why scripts that change a host have to be safe to run again.
      channel.signal('TERM');
      channel.close();
    },
  };
}

function dialThrough(
  client: Client,
  host: string,
  address: { readonly host: string; readonly port: number },
): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      reject(dialRefused(host, address, `no answer within ${dialTimeoutMs / 1000} s`));
    }, dialTimeoutMs);
    client.forwardOut('127.0.0.1', 0, address.host, address.port, (error, channel) => {
      clearTimeout(timer);
      if (error !== undefined) reject(dialRefused(host, address, error.message));
      else if (late) channel.destroy();
      else resolve(channel);
    });
  });
}
