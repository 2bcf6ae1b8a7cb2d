import { setTimeout as sleep } from 'node:timers/promises';
import { isRunning, type ProcessIdentity } from './process-table.js';

/** Waits until a condition holds, looking every `intervalMs`; false when it does not hold in time. */
export async function holdsWithin(
  limitMs: number,
  condition: () => Promise<boolean>,
  intervalMs = 50,
): Promise<boolean> {
  for (let waited = 0; waited <= limitMs; waited += intervalMs) {
    if (await condition()) return true;
    await sleep(intervalMs);
  }
  return false;
}

async function send(target: ProcessIdentity, signal: NodeJS.Signals | number): Promise<void> {
  if (!(await isRunning(target))) return;
  try {
    process.kill(target.pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/**
 * Asks one process to end and waits; after `graceMs` it is killed. The identity is checked before every signal, so
 * that a pid that was given to somebody else is left alone. False when it is still there.
 */
export async function endProcess(
  target: ProcessIdentity,
  options: { readonly ask: () => Promise<void>; readonly graceMs: number },
): Promise<boolean> {
  const gone = async () => !(await isRunning(target));
  if (await gone()) return true;
  await options.ask();
  if (await holdsWithin(options.graceMs, gone)) return true;
  await send(target, 'SIGKILL');
  return holdsWithin(5_000, gone);
}

/** Sends a signal to a process, if it still is that process. */
export const signalProcess = send;
