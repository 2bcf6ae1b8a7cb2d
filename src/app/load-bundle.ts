import type { Cluster } from '../cluster/cluster.js';
import type { Clock } from '../kernel/clock.js';
import { type Problem, refuseErrors } from '../kernel/problem.js';
import { bundleOf } from '../pki/bundle.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import { allProblems, judgeExistingStore } from './pki-judge.js';

export interface LoadedBundle {
  readonly bundle: PkiBundle;
  readonly warnings: readonly Problem[];
  /** The folder it came from, absolute. */
  readonly directory: string;
}

/**
 * Reads the store and hands it over as a bundle, for whatever renders or deploys. Throws a HardwayError (exit 6) with
 * everything that is missing or unsound and the command that mends it; never writes.
 */
export async function loadBundle(pkiDir: string, cluster: Cluster, clock: Clock): Promise<LoadedBundle> {
  const { directory, stored, verification } = await judgeExistingStore(pkiDir, cluster, clock.now());
  const warnings = refuseErrors(allProblems(verification));
  const bundle = bundleOf(stored);
  if (bundle === null) throw new Error('a store that passed verification makes no bundle');
  return { bundle, warnings, directory };
}
