import { rename, writeFile } from 'node:fs/promises';
import { fail } from '../kernel/problem.js';
import type { Plan } from '../plan/plan.js';
import { readInput } from './read-input.js';

/** What a saved plan is compared by. */
export interface SavedPlan {
  readonly file: string;
  readonly cluster: string;
  readonly fingerprint: string;
}

/** Writes a plan for later. It holds digests and diffs, no key material. */
export async function savePlan(file: string, plan: Plan): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`;
  try {
    await writeFile(temporary, `${JSON.stringify({ schemaVersion: 1, ...plan }, null, 2)}\n`);
    await rename(temporary, file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    fail('stop-plan-unwritable', { where: { file }, what: `the plan cannot be written: ${code}` }, { cause: error });
  }
}

/** Reads what a saved plan is compared by. The steps in it are never applied: they are computed anew and must agree. */
export async function readSavedPlan(file: string): Promise<SavedPlan> {
  const { bytes } = await readInput(file, { maxBytes: 64 * 1024 * 1024, code: 'stop-plan-unreadable' });
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    fail('stop-plan-unreadable', { where: { file }, what: 'the file is not JSON' }, { cause: error });
  }
  const { schemaVersion, cluster, fingerprint } = (value ?? {}) as Record<string, unknown>;
  if (schemaVersion !== 1 || typeof cluster !== 'string' || typeof fingerprint !== 'string') {
    fail('stop-plan-unreadable', {
      where: { file },
      what: 'the file is not a plan of hardway',
      expected: 'a file written by: hardway plan --out FILE',
    });
  }
  return { file, cluster, fingerprint };
}
