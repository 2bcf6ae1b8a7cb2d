import { readdir, readFile } from 'node:fs/promises';

/** One process of this machine. A pid alone can be somebody else's later; with the start time it cannot. */
export interface ProcessIdentity {
  readonly pid: number;
  /** Clock ticks after boot at which it started: field 22 of /proc/PID/stat (proc(5)). */
  readonly startTicks: number;
}

interface Stat extends ProcessIdentity {
  readonly parent: number;
  readonly state: string;
}

/** Reads /proc/PID/stat; the name in parentheses may hold anything, so the fields count from its last `)`. */
export function parseStat(text: string): Stat | null {
  const end = text.lastIndexOf(')');
  const pid = Number(text.slice(0, text.indexOf(' ')));
  const fields = text.slice(end + 2).split(' ');
  const [state, parent, startTicks] = [fields[0], Number(fields[1]), Number(fields[19])];
  if (end === -1 || state === undefined || ![pid, parent, startTicks].every(Number.isInteger)) return null;
  return { pid, parent, state, startTicks };
}

/** What a file of /proc holds; empty when the process is gone, or never to be seen by us. */
async function readProc(pid: number, name: string): Promise<string> {
  try {
    return await readFile(`/proc/${pid}/${name}`, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return '';
    throw error;
  }
}

async function statOf(pid: number): Promise<Stat | null> {
  const stat = parseStat(await readProc(pid, 'stat'));
  // A zombie does nothing any more; it only waits for its parent to notice.
  return stat?.state === 'Z' ? null : stat;
}

/** The identity of a running process; null when there is none with this pid. */
export async function identify(pid: number): Promise<ProcessIdentity | null> {
  const stat = await statOf(pid);
  return stat === null ? null : { pid, startTicks: stat.startTicks };
}

/** Whether this very process is still running. */
export async function isRunning(process: ProcessIdentity): Promise<boolean> {
  const stat = await statOf(process.pid);
  return stat !== null && stat.startTicks === process.startTicks;
}

/** What a process was started with, and whether it is PID 1 of a container. */
export interface ProcessFacts {
  readonly argv: readonly string[];
  /** `NAME=value` words; empty for processes of others. */
  readonly environment: readonly string[];
  readonly isContainerInit: boolean;
}

async function factsOf(pid: number): Promise<ProcessFacts> {
  const [argv, environment, status] = await Promise.all(['cmdline', 'environ', 'status'].map((f) => readProc(pid, f)));
  // NSpid lists the pid in every namespace, the innermost last (proc(5)).
  const isContainerInit = /^NSpid:\t\d+.*\t1$/m.test(status ?? '');
  return { argv: (argv ?? '').split('\0'), environment: (environment ?? '').split('\0'), isContainerInit };
}

/** The words that a process was started with; none when it is gone. */
export async function argvOfProcess({ pid }: ProcessIdentity): Promise<readonly string[]> {
  // Each word ends in a NUL, the last one too.
  return (await readProc(pid, 'cmdline')).split('\0').slice(0, -1);
}

/** Every process that satisfies a test. */
export async function processesWith(test: (facts: ProcessFacts) => boolean): Promise<readonly ProcessIdentity[]> {
  const pids = (await readdir('/proc')).filter((entry) => /^\d+$/.test(entry)).map(Number);
  const found = await Promise.all(pids.map(async (pid) => (test(await factsOf(pid)) ? identify(pid) : null)));
  return found.filter((identity) => identity !== null);
}
