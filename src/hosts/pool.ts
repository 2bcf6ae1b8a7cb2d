import pLimit from 'p-limit';
import { HardwayError, type Problem } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import type { ConnectTarget } from './connect-target.js';
import { openTransport } from './open-transport.js';
import type { ConnectOptions } from './ssh-connect.js';

export interface PoolOptions extends ConnectOptions {
  /** How many connections are opened at once; 25 by default. */
  readonly limit?: number;
}

export interface Pool {
  /** By name of the host, in the order of the targets. */
  readonly transports: ReadonlyMap<string, Transport>;
  /** Why the others are missing, in the order of the targets. */
  readonly problems: readonly Problem[];
}

const defaultLimit = 25;

/**
 * Connects to all hosts at once. A host that cannot be reached becomes a problem and does not hold up the others; whether
 * to go on without it is for the caller to say. The caller closes the transports with `closeAll`.
 */
export async function connectAll(
  targets: readonly ConnectTarget[],
  options: PoolOptions = {},
  open: typeof openTransport = openTransport,
): Promise<Pool> {
  const limit = pLimit(options.limit ?? defaultLimit);
  const outcomes = await Promise.allSettled(targets.map((target) => limit(() => open(target, options))));
  const transports = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const problems: Problem[] = [];
  for (const outcome of outcomes) {
    if (outcome.status === 'fulfilled') continue;
    const reason: unknown = outcome.reason;
    if (!(reason instanceof HardwayError)) {
      await closeAll(transports);
      throw reason;
    }
    problems.push(...reason.problems);
  }
  return {
    transports: new Map(transports.map((transport) => [transport.host, transport])),
    problems,
  };
}

/** Closes all connections, also when some of them do not close well. */
export async function closeAll(transports: Iterable<Transport>): Promise<void> {
  await Promise.allSettled([...transports].map((transport) => transport.close()));
}
