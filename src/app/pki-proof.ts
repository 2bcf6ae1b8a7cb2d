import path from 'node:path';
import type { Cluster } from '../cluster/cluster.js';
import { isError } from '../kernel/problem.js';
import { certificatePlan } from '../pki/plan-certificates.js';
import type { FileChange, StoreContents } from '../pki/store-files.js';
import { readStoredPki } from '../pki/stored-pki.js';
import { verifyStore } from '../pki/verify.js';
import { allProblems } from './pki-judge.js';

/**
 * Judges the store as it will be, before anything is written: what we make must pass what we ask of others. That it
 * does not would be a bug, hence a plain Error.
 */
export function refuseUnsound(
  before: StoreContents,
  changes: readonly FileChange[],
  cluster: Cluster,
  now: Date,
): void {
  const files = new Map([...before.files, ...changes].map((file) => [file.path, file]));
  const stored = readStoredPki({ ...before, files: [...files.values()], problems: [] });
  const made = new Set(changes.map((change) => path.join(before.directory, change.path)));
  const fileOf = (id: string): string => id;
  const wrong = allProblems(verifyStore(certificatePlan(cluster), stored, fileOf, now)).find(
    (p) => isError(p) && made.has(p.where.file ?? ''),
  );
  if (wrong !== undefined)
    throw new Error(`what was just made is not sound: ${wrong.what} (${wrong.where.file ?? ''})`);
}
