import type { Duplex } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { RunRequest, RunResult, Transport } from '../kernel/transport.js';

/** What a fake host was asked to run, with its input read to the end. */
export interface FakeCall {
  readonly script: string;
  readonly args: readonly string[];
  readonly stdin: Buffer;
  readonly sudo: boolean;
}

/** What a fake host says to a script. Text stands for `{ stdout: text }`; what is left out is empty or 0. */
export type FakeAnswer =
  string | { readonly code?: number; readonly stdout?: string | Buffer; readonly stderr?: string };

export interface FakeRule {
  /** Which scripts it answers: a part of the script, a pattern, or a question to the whole call. */
  readonly when: string | RegExp | ((call: FakeCall) => boolean);
  /** The answer; a function may compute it from the call, or throw to play a broken connection. */
  readonly then: FakeAnswer | ((call: FakeCall) => FakeAnswer | Promise<FakeAnswer>);
}

export interface FakeTransport extends Transport {
  /** Every call so far, in order. */
  readonly calls: readonly FakeCall[];
  readonly closed: boolean;
}

/**
 * A host in memory for unit tests. The first rule that fits answers; a call that no rule fits is an error, so that a
 * test notices what it did not expect. `dial` may be handed in.
 */
export function fakeTransport(
  host: string,
  rules: readonly FakeRule[],
  dial?: (address: { readonly host: string; readonly port: number }) => Promise<Duplex>,
): FakeTransport {
  const calls: FakeCall[] = [];
  let closed = false;
  return {
    host,
    calls,
    get closed() {
      return closed;
    },
    run: async (request) => {
      const call = await callOf(request);
      calls.push(call);
      const rule = rules.find(({ when }) => fits(when, call));
      if (rule === undefined) throw new Error(`fake host ${host} has no answer for: ${call.script}`);
      return resultOf(typeof rule.then === 'function' ? await rule.then(call) : rule.then);
    },
    dial:
      dial ?? (({ host: to, port }) => Promise.reject(new Error(`fake host ${host} cannot dial ${to} port ${port}`))),
    close: () => {
      closed = true;
      return Promise.resolve();
    },
  };
}

async function callOf({ script, args = [], stdin = '', sudo = false }: RunRequest): Promise<FakeCall> {
  const input = typeof stdin === 'string' || Buffer.isBuffer(stdin) ? Buffer.from(stdin) : await buffer(stdin);
  return { script, args, stdin: input, sudo };
}

function fits(when: FakeRule['when'], call: FakeCall): boolean {
  if (typeof when === 'string') return call.script.includes(when);
  return when instanceof RegExp ? when.test(call.script) : when(call);
}

function resultOf(answer: FakeAnswer): RunResult {
  const { code = 0, stdout = '', stderr = '' } = typeof answer === 'string' ? { stdout: answer } : answer;
  return { code, stdout: Buffer.from(stdout), stderr };
}
