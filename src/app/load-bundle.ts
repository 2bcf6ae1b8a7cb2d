import path from 'node:path';
import type { Cluster } from '../cluster/cluster.js';
import type { Clock } from '../kernel/clock.js';
import { type Problem, fail, refuseErrors } from '../kernel/problem.js';
import { bundleOf } from '../pki/bundle.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import { certificatePlan } from '../pki/plan-certificates.js';
import { readStoreFolder } from '../pki/read-store-folder.js';
import { pairPaths } from '../pki/store-paths.js';
import { readStoredPki } from '../pki/stored-pki.js';
import { type Verification, verifyStore } from '../pki/verify.js';

export interface LoadedBundle {
  readonly bundle: PkiBundle;
  readonly warnings: readonly Problem[];
  /** The folder it came from, absolute. */
  readonly directory: string;
}

/** Every problem of a verification, certificates first. */
export function allProblems(verification: Verification): readonly Problem[] {
  return [...verification.verdicts.flatMap(({ problems }) => problems), ...verification.problems];
}

/**
 * Reads the store and hands it over as a bundle, for whatever renders or deploys. Throws a HardwayError (exit 6) with
 * everything that is missing or unsound and the command that mends it; never writes.
 */
export async function loadBundle(pkiDir: string, cluster: Cluster, clock: Clock): Promise<LoadedBundle> {
  const directory = path.resolve(pkiDir);
  const contents = await readStoreFolder(directory);
  if (!contents.exists && contents.problems.length === 0) {
    fail('pki-missing', {
      where: { file: directory },
      what: 'the cluster has no certificates and keys yet',
      fix: 'make them: hardway pki create',
    });
  }
  const stored = readStoredPki(contents);
  const plan = certificatePlan(cluster);
  const fileOf = (id: string): string => path.join(directory, pairPaths(id).certificate);
  const warnings = refuseErrors(allProblems(verifyStore(plan, stored, fileOf, clock.now())));
  const bundle = bundleOf(stored);
  if (bundle === null) throw new Error('a store that passed verification makes no bundle');
  return { bundle, warnings, directory };
}
