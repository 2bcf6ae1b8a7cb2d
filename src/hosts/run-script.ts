import { randomBytes } from 'node:crypto';
import type { Readable, Writable } from 'node:stream';
import type { RunRequest, RunResult } from '../kernel/transport.js';
import { collectTail, collectUpTo } from './collect.js';
import { feed } from './feed.js';
import { readFrame } from './framed-output.js';
import { connectionLost, cutOff, interrupted, shellUnusable, timedOut, tooMuchOutput } from './run-problems.js';
import { programLine } from './script-program.js';
import { sudoProblem } from './sudo-problem.js';

/** A started process, here or on a host. */
export interface ScriptChannel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles when the process has ended and its output is read. Neither status nor signal: the connection was lost. */
  readonly ended: Promise<{ readonly code?: number; readonly signal?: string }>;
  kill(): void;
}

export interface ScriptHost {
  readonly host: string;
  readonly user: string;
  /** Starts the constant command of `script-program.ts`. */
  start(sudo: boolean): Promise<ScriptChannel>;
}

const defaultTimeoutMs = 120_000;
const defaultMaxOutput = 16 * 1024 * 1024;
const keptStderr = 64 * 1024;
/** What a profile may print around the output of a script. */
const noiseAllowance = 64 * 1024;

/**
 * Runs a script as `RunRequest` describes, the same way over SSH and on this machine. Throws a HardwayError for
 * everything that kept the script from running to its end.
 */
export async function runScript(at: ScriptHost, request: RunRequest): Promise<RunResult> {
  const { timeoutMs = defaultTimeoutMs, signal } = request;
  if (signal?.aborted === true) throw interrupted(at.host);
  let stop: (why: unknown) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = reject;
  });
  const onAbort = (): void => {
    stop(interrupted(at.host));
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  const timer = setTimeout(() => {
    stop(timedOut(at.host, timeoutMs));
  }, timeoutMs);
  try {
    return await perform(at, request, stopped, stop);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}

async function perform(
  at: ScriptHost,
  request: RunRequest,
  stopped: Promise<never>,
  stop: (why: unknown) => void,
): Promise<RunResult> {
  const sudo = request.sudo ?? false;
  const limit = request.maxOutput ?? defaultMaxOutput;
  const starting = at.start(sudo);
  // When the start comes too late, nobody waits for it any more.
  const late = (channel: ScriptChannel): void => {
    channel.kill();
  };
  const channel = await Promise.race([starting, stopped]).catch((error: unknown) => {
    starting.then(late, () => undefined);
    throw error;
  });
  const marker = randomBytes(16).toString('hex');
  const stdout = collectUpTo(channel.stdout, limit + noiseAllowance, () => {
    stop(tooMuchOutput(at.host, limit));
  });
  const stderr = collectTail(channel.stderr, keptStderr);
  feed(channel.stdin, programLine(request.script, request.args ?? [], marker), request.stdin).catch(stop);
  try {
    const end = await Promise.race([channel.ended, stopped]);
    const framed = readFrame(stdout(), marker);
    if (framed.state === 'done') {
      if (framed.stdout.length > limit) throw tooMuchOutput(at.host, limit);
      return { code: framed.code, stdout: framed.stdout, stderr: stderr() };
    }
    if (end.code === undefined && end.signal === undefined) throw connectionLost(at.host, stderr());
    if (framed.state === 'cut-off') throw cutOff(at.host, end.signal ?? `status ${end.code ?? '?'}`, stderr());
    throw (
      (sudo ? sudoProblem(at.host, at.user, stderr()) : undefined) ??
      shellUnusable(at.host, `${framed.noise.toString('utf8')}\n${stderr()}`)
    );
  } catch (error) {
    channel.kill();
    throw error;
  } finally {
    channel.stdin.destroy();
  }
}
