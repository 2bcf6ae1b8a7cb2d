import { loadFlagCatalog } from '../catalog/load.js';
import type { Inspection } from '../inspect/effective-flag.js';
import { compareMasters } from '../inspect/compare-masters.js';
import { maskComponent, maskMatrix } from '../inspect/mask.js';
import type { TextKind } from '../kernel/source-kinds.js';
import type { KnownComponent } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail, HardwayError, isError, type Problem } from '../kernel/problem.js';
import { problemCatalogue } from '../kernel/catalogue/index.js';
import { inspectFile } from './inspect-file.js';
import type { KubeconfigOptions, KubeconfigSource } from './inspect-kubeconfig.js';
import { type InspectSource, parseSource } from './inspect-source.js';

export interface InspectRequest {
  /** Paths, `-` for standard input, `ssh://user@host[:port]`. */
  readonly sources: readonly string[];
  /** Hosts of the config by name, or all of them. */
  readonly hosts: readonly string[] | 'all';
  readonly config: string;
  /** Reads masters through the apiserver; beside hosts, only what their apiservers are asked with. */
  readonly kubeconfig?: KubeconfigSource;
  readonly stdin: AsyncIterable<Buffer | string>;
  readonly as?: TextKind;
  readonly component?: KnownComponent;
  readonly kubernetesVersion?: string;
  /** Where the paths that flags of files name begin. */
  readonly root?: string;
  readonly effective: boolean;
  readonly signal?: AbortSignal;
}

export interface InspectOutcome {
  readonly inspection: Inspection;
  readonly exitCode: ExitCode;
}

function parsedSources(request: InspectRequest): readonly InspectSource[] {
  const parsed = request.sources.map(parseSource);
  const problems = parsed.filter((source): source is Problem => 'code' in source);
  if (problems.length > 0) throw new HardwayError(problems);
  const sources = parsed.filter((source): source is InspectSource => 'kind' in source);
  if (sources.length === 0 && request.hosts.length === 0 && request.kubeconfig === undefined) {
    fail('usage-invalid', {
      what: 'there is nothing to inspect',
      expected:
        'a file, - for standard input, ssh://user@host, hosts of the config with --host or --all, or --kubeconfig',
      fix: 'hardway inspect /etc/kubernetes/manifests/kube-apiserver.yaml',
    });
  }
  if (sources.filter((source) => source.kind === 'text' && source.path === '-').length > 1) {
    fail('usage-invalid', { what: 'standard input can be read once only', fix: 'name - once' });
  }
  return sources;
}

/** A source that fails becomes its problems, so that it does not hold up the others. */
async function orProblems(inspection: Promise<Inspection>): Promise<Inspection> {
  try {
    return await inspection;
  } catch (error) {
    if (!(error instanceof HardwayError)) throw error;
    return { components: [], problems: error.problems };
  }
}

/** Texts are read one after another: together they would all be in memory at once, and no sooner done. */
async function oneByOne(
  paths: readonly string[],
  read: (path: string) => Promise<Inspection>,
): Promise<readonly Inspection[]> {
  const inspections: Inspection[] = [];
  for (const path of paths) inspections.push(await read(path));
  return inspections;
}

/** 5 when a host failed, 3 when an input could not be read as anything, otherwise 0. */
function exitCodeOf(problems: readonly Problem[]): ExitCode {
  const codes = problems.filter(isError).map(({ code }) => problemCatalogue[code].exit);
  if (codes.includes(ExitCode.host)) return ExitCode.host;
  return codes[0] ?? ExitCode.done;
}

/**
 * Reads the flags of every source. What cannot be read is a problem of the inspection, not an end to it. Only what
 * makes the whole request senseless (an unknown host, an invalid config, nothing to inspect) is thrown.
 * Passwords in values are still there: what leaves the program goes through `inspect`.
 */
export async function inspectUnmasked(request: InspectRequest): Promise<InspectOutcome> {
  const sources = parsedSources(request);
  const options = {
    catalogs: loadFlagCatalog,
    effective: request.effective,
    ...(request.component === undefined ? {} : { component: request.component }),
    ...(request.kubernetesVersion === undefined ? {} : { kubernetesVersion: request.kubernetesVersion }),
  };
  const targets = sources.flatMap((source) => (source.kind === 'host' ? [source.target] : []));
  const withHosts = targets.length > 0 || request.hosts.length > 0;
  // Connections cost start-up time, which a file need not pay.
  const remote = withHosts ? await import('./inspect-hosts.js') : undefined;
  const fromConfig =
    request.hosts.length === 0 ? undefined : await remote?.hostsOfConfig(request.config, request.hosts);
  const { kubeconfig } = request;
  const live = kubeconfig === undefined || !withHosts ? {} : { live: await liveAccess(kubeconfig) };
  const texts = sources.flatMap((source) => (source.kind === 'text' ? [source.path] : []));
  const as = {
    ...(request.as === undefined ? {} : { as: request.as }),
    ...(request.root === undefined ? {} : { root: request.root }),
  };
  const groups = await Promise.all([
    oneByOne(texts, (path) => orProblems(inspectFile(path, request.stdin, { ...options, ...as }))),
    ...(remote === undefined
      ? []
      : [remote.inspectHosts(targets, fromConfig, { ...options, ...live }, request.signal)]),
    ...(kubeconfig === undefined || withHosts ? [] : [orProblems(throughApiserver(kubeconfig, options))]),
  ]);
  const results = groups.flat();
  const problems = results.flatMap((result) => result.problems);
  const components = results.flatMap((result) => result.components);
  const matrix = compareMasters(components);
  return {
    inspection: { components, ...(matrix.length === 0 ? {} : { matrix }), problems },
    exitCode: exitCodeOf(problems),
  };
}

async function liveAccess({ file, context }: KubeconfigSource) {
  const { readKubeconfigAccess } = await import('./kubeconfig-access.js');
  return { kubeconfig: await readKubeconfigAccess(file, context) };
}

async function throughApiserver(source: KubeconfigSource, options: KubeconfigOptions): Promise<Inspection> {
  const { inspectKubeconfig } = await import('./inspect-kubeconfig.js');
  return inspectKubeconfig(source, options);
}

/** The same, with no secret in it. */
export async function inspect(request: InspectRequest): Promise<InspectOutcome> {
  const { inspection, exitCode } = await inspectUnmasked(request);
  const { components, matrix, problems } = inspection;
  const masked = { components: components.map(maskComponent), problems };
  return { inspection: matrix === undefined ? masked : { ...masked, matrix: matrix.map(maskMatrix) }, exitCode };
}
