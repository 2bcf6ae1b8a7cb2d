import { describe, expect, it } from 'vitest';
import { type Check, waitUntil } from '../../../src/endpoints/wait-until.js';
import { fail } from '../../../src/kernel/problem.js';

/** Time that passes only by sleeping. */
function clockwork(): { clock: { now(): Date }; sleep: (ms: number) => Promise<void>; slept: number[] } {
  let ms = 0;
  const slept: number[] = [];
  const sleep = (pause: number): Promise<void> => {
    ms += pause;
    slept.push(pause);
    return Promise.resolve();
  };
  return { clock: { now: () => new Date(ms) }, sleep, slept };
}

describe('waiting for a check', () => {
  it('returns what was waited for as soon as it is there', async () => {
    const { clock, sleep, slept } = clockwork();
    let asked = 0;
    const check = (): Promise<Check<string>> =>
      Promise.resolve(++asked < 3 ? { done: false, reason: 'etcd failed' } : { done: true, value: 'ready' });
    expect(await waitUntil(check, { intervalMs: 100, timeoutMs: 1_000, clock, sleep })).toEqual({
      done: true,
      value: 'ready',
      elapsedMs: 200,
    });
    expect(slept).toEqual([100, 100]);
  });

  it('gives up in time and keeps the last reason', async () => {
    const { clock, sleep } = clockwork();
    let asked = 0;
    const check = (): Promise<Check<never>> => Promise.resolve({ done: false, reason: `reason ${++asked}` });
    const outcome = await waitUntil(check, { intervalMs: 100, timeoutMs: 350, clock, sleep });
    expect(outcome).toEqual({ done: false, lastReason: 'reason 4', elapsedMs: 300 });
  });

  it('takes what a starting endpoint does for not yet, and throws everything else', async () => {
    const { clock, sleep } = clockwork();
    const options = { intervalMs: 100, timeoutMs: 200, clock, sleep };
    const starting = async (): Promise<Check<never>> =>
      Promise.resolve().then(() => fail('host-dial-refused', { what: 'nothing listens' }));
    expect(await waitUntil(starting, options)).toMatchObject({ done: false, lastReason: 'nothing listens' });
    const untrusted = async (): Promise<Check<never>> =>
      Promise.resolve().then(() => fail('endpoint-untrusted', { what: 'expired' }));
    await expect(waitUntil(untrusted, options)).rejects.toThrow('expired');
    await expect(waitUntil(() => Promise.reject(new TypeError('a bug')), options)).rejects.toThrow('a bug');
  });

  it('stops when it is aborted', async () => {
    const controller = new AbortController();
    const check = (): Promise<Check<never>> => {
      controller.abort(new Error('stopped by SIGINT'));
      return Promise.resolve({ done: false, reason: 'not yet' });
    };
    await expect(
      waitUntil(check, { intervalMs: 10_000, timeoutMs: 60_000, signal: controller.signal }),
    ).rejects.toThrow();
  });
});
