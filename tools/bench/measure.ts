import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** What one run of a command took, start of the process included. */
export interface Run {
  readonly wallMs: number;
  /** User and system time of the process and its children. */
  readonly cpuMs: number;
  /** The largest resident set it had, in MiB. */
  readonly peakMiB: number;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * bash's own `time` gives the CPU seconds of a child, which node does not. The command writes to our pipes (3 and 5);
 * what `time` says comes back on descriptor 4.
 */
const timed =
  'exec 3>&1 5>&2; times=$( { TIMEFORMAT="%U %S"; time "$@" >&3 2>&5; } 2>&1 ); status=$?; printf %s "$times" >&4; exit $status';

function peakOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/^VmHWM:\s+(\d+)/m.exec(status)?.[1] ?? 0) / 1024;
  } catch {
    // The process ended between two looks; the former look stands.
    return 0;
  }
}

/** All processes below one. */
function descendants(pid: number): number[] {
  try {
    const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const children = text.split(' ').filter(Boolean).map(Number);
    return children.flatMap((child) => [child, ...descendants(child)]);
  } catch {
    return [];
  }
}

/** Runs a command and measures it; its output is kept, not shown. */
export function measure(command: readonly string[], options: { readonly cwd?: string } = {}): Promise<Run> {
  const started = process.hrtime.bigint();
  const child = spawn('bash', ['-c', timed, 'measure', ...command], {
    cwd: options.cwd,
    stdio: ['ignore', 'pipe', 'pipe', 'ignore', 'pipe'],
  });
  return new Promise((resolve, reject) => {
    const out = { stdout: '', stderr: '', times: '' };
    child.stdout?.on('data', (chunk: Buffer) => (out.stdout += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (out.stderr += chunk.toString()));
    child.stdio[4]?.on('data', (chunk: Buffer) => (out.times += chunk.toString()));
    let peakMiB = 0;
    const look = setInterval(() => {
      peakMiB = Math.max(peakMiB, ...descendants(child.pid ?? 0).map(peakOf));
    }, 20);
    child.on('error', reject);
    child.on('close', (status) => {
      clearInterval(look);
      const [user = 0, system = 0] = out.times.split(' ').map(Number);
      const wallMs = Number(process.hrtime.bigint() - started) / 1e6;
      resolve({
        wallMs,
        cpuMs: (user + system) * 1000,
        peakMiB,
        status: status ?? -1,
        stdout: out.stdout,
        stderr: out.stderr,
      });
    });
  });
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}

/**
 * Runs commands turn by turn, so that a busy machine slows all of them alike, and gives the median CPU time of each in
 * milliseconds. The first turn warms caches and is not counted.
 */
export async function medianCpu(commands: readonly (readonly string[])[], turns: number): Promise<number[]> {
  const times: number[][] = commands.map(() => []);
  for (let turn = 0; turn <= turns; turn++) {
    for (const [i, command] of commands.entries()) {
      const run = await measure(command);
      if (run.status !== 0) throw new Error(`${command.join(' ')} ended with ${run.status}: ${run.stderr}`);
      if (turn > 0) times[i]?.push(run.cpuMs);
    }
  }
  return times.map(median);
}
