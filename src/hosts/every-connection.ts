import { setMaxListeners } from 'node:events';
import pLimit from 'p-limit';
import { HardwayError, type Problem } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import type { ConnectTarget } from './connect-target.js';
import { openTransport } from './open-transport.js';
import type { PoolOptions } from './pool.js';

export interface EveryOptions extends PoolOptions {
  /** A host that is not connected after this many milliseconds no longer counts against the limit; 2 000 by default. */
  readonly patienceMs?: number;
}

export interface EveryResult<T> {
  /** In the order of the targets; a host that failed has none. */
  readonly results: readonly T[];
  /** Why the others have none, in the order of the targets. */
  readonly problems: readonly Problem[];
}

const defaultLimit = 16;
const defaultPatienceMs = 2_000;

/**
 * Connects to each host, does something there and lets go of it, many hosts at once. A host that fails becomes a problem;
 * one that does not let us in gives its place to the next after a while, so that it holds up nobody. Only an error that
 * is no HardwayError is thrown, once all have ended.
 */
export async function onEveryHost<T>(
  targets: readonly ConnectTarget[],
  work: (transport: Transport, target: ConnectTarget) => Promise<T>,
  options: EveryOptions = {},
  open: typeof openTransport = openTransport,
): Promise<EveryResult<T>> {
  const { limit = defaultLimit, patienceMs = defaultPatienceMs, ...connecting } = options;
  const places = pLimit(limit);
  // Each connection listens to the same signal; that many listeners are no leak.
  if (connecting.signal !== undefined) setMaxListeners(0, connecting.signal);
  const one = async (target: ConnectTarget, connected: () => void): Promise<T> => {
    const transport = await open(target, connecting);
    connected();
    try {
      return await work(transport, target);
    } finally {
      await transport.close();
    }
  };
  const settled = await Promise.all(
    targets.map(async (target) => {
      let outcome: Promise<PromiseSettledResult<T>> | undefined;
      await places(async () => {
        const connected = new Promise<'connected'>((resolve) => {
          const tell = (): void => {
            resolve('connected');
          };
          outcome = Promise.allSettled([one(target, tell)]).then(([only]) => only);
        });
        const first = await within(Promise.race([connected, outcome]), patienceMs);
        if (first === 'connected') await outcome;
      });
      return outcome;
    }),
  );
  const problems: Problem[] = [];
  const results: T[] = [];
  for (const outcome of settled) {
    if (outcome === undefined) continue;
    if (outcome.status === 'fulfilled') results.push(outcome.value);
    else if (outcome.reason instanceof HardwayError) problems.push(...outcome.reason.problems);
    else throw outcome.reason;
  }
  return { results, problems };
}

/** Waits for a promise that never rejects, but no longer than this; undefined then. */
async function within<T>(promise: Promise<T>, milliseconds: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => {
      resolve(undefined);
    }, milliseconds);
  });
  const first = await Promise.race([promise, over]);
  clearTimeout(timer);
  return first;
}
