import { type Fetched, fetchBinaries } from '../binaries/fetch.js';
import { folderSource } from '../binaries/folder-source.js';
import { goSource } from '../binaries/go-source.js';
import { locateBinaries } from '../binaries/locate.js';
import {
  type Architecture,
  processorArchitecture,
  programNames,
  type Project,
  usualNames,
} from '../binaries/program.js';
import { systemClock } from '../kernel/clock.js';
import { fail, problem, refuseErrors } from '../kernel/problem.js';
import { parseVersion } from '../kernel/version.js';
import { loadCluster } from './load-cluster.js';

/** What `binaries fetch` is asked for. */
export interface BinariesFetch {
  /** Read only for a version that is not given. */
  readonly config: string;
  readonly versions: { readonly kubernetes: string | undefined; readonly etcd: string | undefined };
  /** Without one, the architecture of this machine: labs and many hosts share it. */
  readonly architecture?: Architecture;
  /** Names of programs; without them all but kubeadm, kubelet and kube-proxy. */
  readonly names?: readonly string[];
  readonly from: { readonly directory: string } | 'source' | 'nowhere';
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

type Versions = Readonly<Record<Project, string>>;

/** The versions that were given; the config fills in what is missing and is not opened otherwise. */
async function versionsOf(request: BinariesFetch): Promise<Versions> {
  const { kubernetes, etcd } = request.versions;
  const problems = Object.entries(request.versions).flatMap(([project, version]) => {
    if (version === undefined || parseVersion(version) !== null) return [];
    const what = `--${project}-version ${version} is not a release version.`;
    return [problem('usage-invalid', { what, expected: 'three numbers: 1.37.1' })];
  });
  refuseErrors(problems);
  if (kubernetes !== undefined && etcd !== undefined) return { kubernetes: bare(kubernetes), etcd: bare(etcd) };
  const { cluster } = await loadCluster(request.config);
  return {
    kubernetes: bare(kubernetes ?? cluster.kubernetes.version),
    etcd: bare(etcd ?? cluster.etcd.version),
  };
}

/** A version without its leading v. */
function bare(version: string): string {
  return version.replace(/^v/, '');
}

function refuseUnknown(names: readonly string[]): void {
  refuseErrors(
    names
      .filter((name) => !programNames.includes(name))
      .map((name) => {
        const what = `hardway knows no program called ${name}.`;
        return problem('usage-invalid', { what, expected: `one of ${programNames.join(', ')}` });
      }),
  );
}

/** With no source named, what the cache holds may still be all that is wanted. */
async function onlyCached(versions: Versions, names: readonly string[], architecture: Architecture): Promise<Fetched> {
  const { found, problems } = await locateBinaries({ ...versions, architecture, names });
  const bad = problems.filter(({ code }) => code !== 'binaries-missing');
  refuseErrors(bad);
  if (problems.length === 0) return { binaries: found, added: [] };
  const absent = names.filter((name) => !found.some((binary) => binary.name === name));
  return fail('binaries-no-source', {
    what: `The cache does not hold ${absent.join(', ')} (Kubernetes ${versions.kubernetes}, etcd ${versions.etcd}, linux-${architecture}).`,
    expected: 'a source: --from DIR or --from-source; this version of hardway cannot download published releases',
    fix: 'Copy them from a folder with `--from DIR`, or build them from Go modules with `--from-source` (about ten minutes).',
  });
}

/** Brings binaries into the cache and verifies them. */
export async function binariesFetch(request: BinariesFetch): Promise<Fetched> {
  const names = request.names ?? usualNames;
  refuseUnknown(names);
  const versions = await versionsOf(request);
  const architecture = request.architecture ?? processorArchitecture(process.arch) ?? 'amd64';
  if (request.from === 'nowhere') return onlyCached(versions, names, architecture);
  const source = request.from === 'source' ? goSource(systemClock) : folderSource(request.from.directory);
  const { progress, signal } = request;
  return fetchBinaries({ ...versions, architecture, names, source, progress, signal });
}
