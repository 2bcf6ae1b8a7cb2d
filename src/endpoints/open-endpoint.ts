import { Agent, type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import type { Duplex } from 'node:stream';
import { HardwayError, problem } from '../kernel/problem.js';
import type { Endpoint, EndpointAnswer, EndpointRequest, EndpointTarget } from './endpoint.js';
import { type Stage, answerInvalid, connectionProblem, timedOut } from './endpoint-problems.js';
import { secure } from './tls-connection.js';

const defaultTimeoutMs = 10_000;
const largestBody = 32 * 1024 * 1024;

/**
 * An endpoint on which requests can be made. Nothing is opened before the first one; the connection is then kept for the
 * next. HTTP/1.1 over TLS through `Transport.dial`, so keys stay on this side and nothing needs to be installed there.
 */
export function openEndpoint(target: EndpointTarget): Endpoint {
  const name = `https://${target.host.includes(':') ? `[${target.host}]` : target.host}:${target.port} on ${target.from.host}`;
  const at = { name, host: target.from.host };
  const agent = tunnelAgent(target);
  return {
    ...at,
    request: async (request) => {
      const first = await attempt(at, target, agent, request);
      // A kept connection that the server has closed meanwhile says nothing about the server.
      return first === 'stale' ? orLost(at, await attempt(at, target, agent, request)) : first;
    },
    close: () => {
      agent.destroy();
    },
  };
}

function orLost(at: { name: string; host: string }, answer: EndpointAnswer | 'stale'): EndpointAnswer {
  if (answer === 'stale') throw connectionProblem(at, new Error('closed'), 'request');
  return answer;
}

/** Marks an error of the way to the server, so that it can be told from one that comes after. */
class HandshakeError extends Error {}

type Callback = (error: Error | null, socket?: Duplex) => void;

function tunnelAgent(target: EndpointTarget): Agent {
  const agent = new Agent({ keepAlive: true, maxSockets: 4 });
  const open = async (): Promise<Duplex> => {
    const raw = await target.from.dial({ host: target.host, port: target.port });
    try {
      return await secure(raw, target);
    } catch (error) {
      raw.destroy();
      throw new HandshakeError('TLS handshake', { cause: error });
    }
  };
  const createConnection = (_options: unknown, callback: Callback): undefined => {
    open().then(
      (socket) => {
        callback(null, socket);
      },
      (error: unknown) => {
        callback(error as Error);
      },
    );
  };
  return Object.assign(agent, { createConnection });
}

function attempt(
  at: { name: string; host: string },
  target: EndpointTarget,
  agent: Agent,
  { path, method = 'GET', headers = {}, body, timeoutMs = defaultTimeoutMs, signal }: EndpointRequest,
): Promise<EndpointAnswer | 'stale'> {
  return new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : JSON.stringify(body);
    const request = httpRequest({
      agent,
      host: target.serverName ?? target.host,
      port: target.port,
      path,
      method,
      headers: { accept: 'application/json', ...(payload === undefined ? {} : jsonHeaders(payload)), ...headers },
    });
    // Said at once and not through the request: that would speak only when the connection stands.
    const giveUp = (error: HardwayError): void => {
      reject(error);
      request.destroy();
    };
    const deadline = setTimeout(() => {
      giveUp(timedOut(at, timeoutMs));
    }, timeoutMs);
    const onAbort = (): void => {
      giveUp(interrupted(at));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    request.once('close', () => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', onAbort);
    });
    request.once('response', (response) => {
      readBody(at, request, response).then(
        (content) => {
          resolve({ status: response.statusCode ?? 0, body: content });
        },
        (error: unknown) => {
          reject(asProblem(at, error));
        },
      );
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve('stale');
      else reject(asProblem(at, error));
    });
    if (signal?.aborted === true) onAbort();
    else request.end(payload);
  });
}

function jsonHeaders(payload: string): Record<string, string | number> {
  return { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) };
}

function interrupted(at: { name: string; host: string }): HardwayError {
  const what = `stopped while ${at.name} was being asked`;
  return new HardwayError([problem('interrupted', { where: { host: at.host }, what })]);
}

function asProblem(at: { name: string; host: string }, error: unknown): HardwayError {
  if (error instanceof HardwayError) return error;
  const stage: Stage = error instanceof HandshakeError ? 'handshake' : 'request';
  return connectionProblem(at, error instanceof HandshakeError ? error.cause : error, stage);
}

async function readBody(
  at: { name: string; host: string },
  request: ClientRequest,
  response: IncomingMessage,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > largestBody) {
      const error = answerInvalid(at, `sent more than ${largestBody} bytes`);
      request.destroy();
      throw error;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
