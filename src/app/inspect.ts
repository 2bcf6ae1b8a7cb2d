import { setImmediate } from 'node:timers/promises';
import { loadFlagCatalog } from '../catalog/load.js';
import type { InspectedComponent, Inspection } from '../inspect/effective-flag.js';
import { compareFacts } from '../inspect/compare-masters.js';
import { maskComponent, maskMatrix } from '../inspect/mask.js';
import { factsKeeper, type MasterFacts } from '../inspect/master-facts.js';
import type { TextKind } from '../kernel/source-kinds.js';
import type { KnownComponent } from '../kernel/component.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail, HardwayError, isError, type Problem } from '../kernel/problem.js';
import { problemCatalogue } from '../kernel/catalogue/index.js';
import { inspectFile } from './inspect-file.js';
import type { KubeconfigOptions, KubeconfigSource } from './inspect-kubeconfig.js';
import { type InspectSource, parseSource } from './inspect-source.js';
import { keepYoungGenerationSmall } from './young-generation.js';

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

/** 5 when a host failed, otherwise that of the first error: an input that could not be read as anything; or 0. */
function worse(code: ExitCode, problems: readonly Problem[]): ExitCode {
  const codes = problems.filter(isError).map((one) => problemCatalogue[one.code].exit);
  if (code === ExitCode.host || codes.includes(ExitCode.host)) return ExitCode.host;
  return code === ExitCode.done ? (codes[0] ?? ExitCode.done) : code;
}

/** From this many sources on, memory is worth more than the time of the garbage collector. */
const manySources = 20;

/** How one text is read; another one for tests, which count what is kept. */
type ReadText = typeof inspectFile;

/**
 * What each source says, in their order; a text is read when it is asked for, one at a time. Hosts are asked meanwhile,
 * all at once. What cannot be read is a problem, not an end to it. Only what makes the whole request senseless (an
 * unknown host, an invalid config, nothing to inspect) is thrown, before anything is given.
 */
async function* eachSource(request: InspectRequest, readText: ReadText): AsyncGenerator<Inspection, void> {
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
  const hosts = remote?.inspectHosts(targets, fromConfig, { ...options, ...live }, request.signal);
  // Waited for below; until then a failure of it is nobody's.
  hosts?.catch(() => undefined);
  const as = {
    ...(request.as === undefined ? {} : { as: request.as }),
    ...(request.root === undefined ? {} : { root: request.root }),
  };
  if (sources.length > manySources) keepYoungGenerationSmall();
  for (const source of sources) {
    if (source.kind !== 'text') continue;
    yield await orProblems(readText(source.path, request.stdin, { ...options, ...as }));
    // Reading waits for nothing: without a pause neither a signal nor what was written would ever be seen to.
    await setImmediate();
    request.signal?.throwIfAborted();
  }
  if (hosts !== undefined) yield await hosts;
  if (kubeconfig !== undefined && !withHosts) yield await orProblems(throughApiserver(kubeconfig, options));
}

/**
 * Reads the flags of every source and gives them one after another, with no secret in them; then what is known only in
 * the end. Of what was given only what masters are compared by is kept, so that thousands of sources can be read. Throws
 * as `eachSource` does.
 */
export async function* inspectEach(
  request: InspectRequest,
  readText: ReadText = inspectFile,
): AsyncGenerator<Inspection, Omit<InspectOutcome, 'inspection'> & Pick<Inspection, 'matrix'>> {
  const keep = factsKeeper();
  const facts: MasterFacts[] = [];
  let exitCode: ExitCode = ExitCode.done;
  for await (const { components, problems } of eachSource(request, readText)) {
    for (const component of components) facts.push(keep(component));
    exitCode = worse(exitCode, problems);
    yield { components: components.map(maskComponent), problems };
  }
  const matrix = compareFacts(facts).map(maskMatrix);
  return { exitCode, ...(matrix.length === 0 ? {} : { matrix }) };
}

/** All that `inspectEach` gives, at once. */
export async function inspect(request: InspectRequest): Promise<InspectOutcome> {
  const components: InspectedComponent[] = [];
  const problems: Problem[] = [];
  const each = inspectEach(request);
  for (let next = await each.next(); ; next = await each.next()) {
    if (next.done === true) {
      const { exitCode, ...matrix } = next.value;
      return { inspection: { components, ...matrix, problems }, exitCode };
    }
    components.push(...next.value.components);
    problems.push(...next.value.problems);
  }
}

/** What the sources say with passwords in values still there: what leaves the program goes through the others. */
export async function inspectUnmasked(request: InspectRequest): Promise<InspectOutcome> {
  const components: InspectedComponent[] = [];
  const problems: Problem[] = [];
  for await (const source of eachSource(request, inspectFile)) {
    components.push(...source.components);
    problems.push(...source.problems);
  }
  return { inspection: { components, problems }, exitCode: worse(ExitCode.done, problems) };
}

async function liveAccess({ file, context }: KubeconfigSource) {
  const { readKubeconfigAccess } = await import('./kubeconfig-access.js');
  return { kubeconfig: await readKubeconfigAccess(file, context) };
}

async function throughApiserver(source: KubeconfigSource, options: KubeconfigOptions): Promise<Inspection> {
  const { inspectKubeconfig } = await import('./inspect-kubeconfig.js');
  return inspectKubeconfig(source, options);
}
