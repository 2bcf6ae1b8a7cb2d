import { type Fetched, fetchBinaries } from '../binaries/fetch.js';
import { folderSource } from '../binaries/folder-source.js';
import { goSource } from '../binaries/go-source.js';
import { type LocatedBinary, locateBinaries } from '../binaries/locate.js';
import { type Architecture, processorArchitecture, usualNames } from '../binaries/program.js';
import { systemClock } from '../kernel/clock.js';
import { fail } from '../kernel/problem.js';

/** What `binaries fetch` is asked for. */
export interface BinariesFetch {
  readonly versions: { readonly kubernetes: string; readonly etcd: string };
  /** Without one, the architecture of this machine: labs and many hosts share it. */
  readonly architecture?: Architecture;
  /** Names of programs; without them all but kubeadm and kubelet. */
  readonly names?: readonly string[];
  readonly from: { readonly directory: string } | 'source' | 'nowhere';
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** With no source named, what the cache holds may still be all that is wanted. */
async function onlyCached(request: BinariesFetch, architecture: Architecture): Promise<Fetched> {
  const names = request.names ?? usualNames;
  const { found, problems } = await locateBinaries({ ...request.versions, architecture, names });
  if (problems.length === 0) return { binaries: found, added: [] };
  const absent = names.filter((name) => !found.some((binary: LocatedBinary) => binary.name === name));
  return fail('binaries-no-source', {
    what: `The cache does not hold ${absent.join(', ')} (Kubernetes ${request.versions.kubernetes}, etcd ${request.versions.etcd}, linux-${architecture}).`,
    expected: 'a source: --from DIR or --from-source; this version of hardway cannot download published releases',
    fix: 'Copy them from a folder with `--from DIR`, or build them from Go modules with `--from-source` (about ten minutes).',
  });
}

/** Brings binaries into the cache and verifies them. */
export async function binariesFetch(request: BinariesFetch): Promise<Fetched> {
  const architecture = request.architecture ?? processorArchitecture(process.arch) ?? 'amd64';
  if (request.from === 'nowhere') return onlyCached(request, architecture);
  const source = request.from === 'source' ? goSource(systemClock) : folderSource(request.from.directory);
  const { versions, progress, signal } = request;
  const names = request.names === undefined ? {} : { names: request.names };
  return fetchBinaries({ ...versions, architecture, source, progress, signal, ...names });
}
