import { setTimeout as pause } from 'node:timers/promises';
import { HardwayError } from '../kernel/problem.js';
import { type Clock, systemClock } from '../kernel/clock.js';

/** What a check found: the value that was waited for, or why not yet. */
export type Check<T> = { readonly done: true; readonly value: T } | { readonly done: false; readonly reason: string };

export interface WaitOptions {
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
  readonly clock?: Clock;
  /** Waits; rejects when the signal is aborted. */
  readonly sleep?: (ms: number, signal?: AbortSignal) => Promise<unknown>;
}

export type Waited<T> =
  | { readonly done: true; readonly value: T; readonly elapsedMs: number }
  | { readonly done: false; readonly lastReason: string; readonly elapsedMs: number };

const defaultSleep = (ms: number, signal?: AbortSignal): Promise<unknown> =>
  pause(ms, undefined, signal === undefined ? {} : { signal });

/**
 * Repeats a check until it is done or the time is over; the last reason is kept for the message. What an endpoint does
 * while it starts (refuses connections, hangs up, is not ready) counts as not yet; other errors are thrown, and so is an
 * abort.
 */
export async function waitUntil<T>(check: () => Promise<Check<T>>, options: WaitOptions): Promise<Waited<T>> {
  const { intervalMs, timeoutMs, signal, clock = systemClock, sleep = defaultSleep } = options;
  const start = clock.now().getTime();
  for (;;) {
    signal?.throwIfAborted();
    const outcome = await check().catch(notYet);
    const elapsedMs = clock.now().getTime() - start;
    if (outcome.done) return { done: true, value: outcome.value, elapsedMs };
    if (elapsedMs + intervalMs > timeoutMs) return { done: false, lastReason: outcome.reason, elapsedMs };
    await sleep(intervalMs, signal);
  }
}

/** Problems that a starting component has and that pass by themselves. */
const passing: ReadonlySet<string> = new Set([
  'host-dial-refused',
  'endpoint-connection-lost',
  'endpoint-timeout',
  'endpoint-tls-failed',
  'endpoint-answer-invalid',
]);

function notYet(error: unknown): { readonly done: false; readonly reason: string } {
  if (!(error instanceof HardwayError) || !error.problems.every(({ code }) => passing.has(code))) throw error;
  return { done: false, reason: error.message };
}
