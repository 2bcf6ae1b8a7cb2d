import path from 'node:path';
import { type LocatedBinary, locateBinaries } from '../binaries/locate.js';
import { type Architecture, architectures, ownArchitecture } from '../binaries/program.js';
import { type Cluster, componentsOf } from '../cluster/cluster.js';
import type { Clock } from '../kernel/clock.js';
import { fail, HardwayError, type Problem } from '../kernel/problem.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import { renderCluster } from '../render/render-cluster.js';
import type { RenderedFile } from '../render/rendered-file.js';
import { loadBundle } from './load-bundle.js';
import { loadCluster } from './load-cluster.js';

/** What `plan` and `deploy` are asked to look at. */
export interface PlanRequest {
  readonly config: string;
  /** Folder of the store; `pki/` beside the config when left out. */
  readonly pki?: string;
  /** A folder with binaries that goes before the cache. */
  readonly binaries?: string;
  /** Hash the binaries on the hosts although their records fit. */
  readonly verify: boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** Everything on this machine that a plan needs, checked as a whole before any host is contacted. */
export interface LocalInput {
  readonly cluster: Cluster;
  readonly bundle: PkiBundle;
  readonly files: readonly RenderedFile[];
  /** Complete sets of verified binaries, by processor. */
  readonly binaries: ReadonlyMap<Architecture, readonly LocatedBinary[]>;
  readonly warnings: readonly Problem[];
}

async function binarySets(cluster: Cluster, directory: string | undefined): Promise<LocalInput['binaries']> {
  const names = [...new Set(cluster.hosts.flatMap(componentsOf))];
  const sets = new Map<Architecture, readonly LocatedBinary[]>();
  const problems = new Map<Architecture, readonly Problem[]>();
  for (const architecture of architectures) {
    const located = await locateBinaries({
      kubernetes: cluster.kubernetes.version,
      etcd: cluster.etcd.version,
      architecture,
      names,
      ...(directory === undefined ? {} : { directory }),
    });
    if (located.problems.length === 0) sets.set(architecture, located.found);
    else problems.set(architecture, located.problems);
  }
  // Which processors the hosts have is not known yet; without any complete set there is no need to ask them.
  if (sets.size === 0) throw new HardwayError(problems.get(ownArchitecture() ?? 'amd64') ?? []);
  return sets;
}

/** Problems of both, when both fail. */
async function both<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  const [a, b] = await Promise.allSettled([first, second]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  const reasons = [a, b].flatMap((result): unknown[] => (result.status === 'rejected' ? [result.reason] : []));
  const known = reasons.filter((reason) => reason instanceof HardwayError);
  if (known.length < reasons.length) throw reasons.find((reason) => !(reason instanceof HardwayError));
  throw new HardwayError(known.flatMap(({ problems }) => problems));
}

/**
 * Reads and checks config, store and binaries, and renders all files. Contacts nobody and makes nothing: what is missing
 * is named with the command that makes it.
 */
export async function readLocalInput(request: PlanRequest): Promise<LocalInput> {
  const loaded = await loadCluster(request.config);
  const { cluster, directory } = loaded;
  if (cluster.controlPlane.target !== 'systemd') {
    fail('stop-target', {
      where: { file: loaded.file, field: 'spec.controlPlane.target' },
      what: 'static pods are rendered but not deployed in this release',
      expected: 'target: systemd',
      fix: 'set the target to systemd, or write the manifests to a folder: hardway render',
    });
  }
  const pki = request.pki ?? path.join(directory, 'pki');
  const [{ bundle, warnings }, binaries] = await both(
    loadBundle(pki, cluster, request.clock),
    binarySets(cluster, request.binaries),
  );
  const files = await renderCluster(cluster, bundle);
  return { cluster, bundle, files, binaries, warnings: [...loaded.warnings, ...warnings] };
}
