import { PassThrough } from 'node:stream';
import { printable } from '../kernel/printable.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import { lockedStatus, lockScript } from './lock-script.js';

/** The locks of all hosts of one run. */
export interface Locks {
  readonly run: string;
  /** Rejects when the lock of a host cannot be taken or is lost before `release`; never settles otherwise. */
  readonly troubleOf: (host: string) => Promise<never>;
  /** Gives the locks back and waits until the hosts have heard. */
  release(): Promise<void>;
}

const aDay = 24 * 60 * 60 * 1000;

function taken(host: string, holder: string): Problem {
  const [, ...words] = printable(holder.trim()).split(' ');
  const who = words.length === 0 ? 'another run' : words.join(' ');
  return problem('stop-locked', {
    where: { host },
    what: `the host is locked by ${who}`,
    fix: 'wait until that run has ended; the lock frees itself when its process or its connection ends',
  });
}

function lost(host: string, why: string): Problem {
  return problem('stop-lock-lost', {
    where: { host },
    what: `the lock of the host was lost: ${printable(why)}`,
    fix: 'run the same command again; it goes on from what it finds on the hosts',
  });
}

/** Takes one lock and holds it until its input ends. */
async function hold(host: string, transport: Transport, args: readonly string[], stdin: PassThrough): Promise<void> {
  const result = await transport.run({ script: lockScript, args, stdin, sudo: true, timeoutMs: aDay });
  if (result.code === lockedStatus) throw new HardwayError([taken(host, result.stdout.toString('utf8'))]);
  if (result.code !== 0) throw new HardwayError([lost(host, result.stderr.trim() || `status ${result.code}`)]);
}

/**
 * Takes the lock of every host, without waiting for the answers: scripts of this run check on the host itself that the
 * lock is theirs before they look or write. `note` says in words who holds it.
 */
export function takeLocks(
  transports: ReadonlyMap<string, Transport>,
  runDirectory: string,
  run: string,
  note: string,
): Locks {
  let releasing = false;
  const inputs: PassThrough[] = [];
  const held: Promise<void>[] = [];
  const troubles = new Map<string, Promise<never>>();
  for (const [host, transport] of transports) {
    const stdin = new PassThrough();
    inputs.push(stdin);
    const holder = hold(host, transport, [runDirectory, run, note], stdin);
    held.push(holder);
    const trouble = new Promise<never>((_, reject) => {
      const settle = (error: unknown): void => {
        if (!releasing) reject(error instanceof Error ? error : new Error(String(error)));
      };
      holder.then(() => {
        settle(new HardwayError([lost(host, 'it was given back')]));
      }, settle);
    });
    // Whoever waits for it sees the rejection; until somebody does, it must not end the process.
    trouble.catch(() => undefined);
    troubles.set(host, trouble);
  }
  return {
    run,
    troubleOf: (host) => {
      const trouble = troubles.get(host);
      if (trouble === undefined) throw new RangeError(`${host} is not locked by this run`);
      return trouble;
    },
    release: async () => {
      releasing = true;
      for (const input of inputs) input.end();
      await Promise.allSettled(held);
    },
  };
}
