import { randomBytes } from 'node:crypto';
import { type KnownComponent, knownComponents } from '../kernel/component.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import type { ComponentArgv } from './component-argv.js';
import type { InspectedComponent, Inspection } from './effective-flag.js';
import { type HostFacts, readHostFacts } from './host-facts.js';
import { hostScript } from './host-script.js';
import { type Configured, configuredOn, embeddedOn, processesOf, type Running } from './host-sources.js';
import { inspectComponent, type InspectOptions } from './inspect-component.js';
import { readSource } from './inspect-text.js';
import { mergeSources } from './merge-sources.js';
import { notRestarted } from './not-restarted.js';

export interface HostOptions extends InspectOptions {
  /** Only these components; all that are known by default. */
  readonly components?: readonly KnownComponent[];
  readonly signal?: AbortSignal;
}

/** A host as it was looked at. */
export interface HostInspection extends Inspection {
  /** Whether it took root to read everything. */
  readonly asRoot: boolean;
}

interface Gathered {
  readonly facts: HostFacts;
  readonly asRoot: boolean;
  readonly problems: readonly Problem[];
}

/** Asks a host for its facts: as the user first, as root only when there is something that the user may not read. */
async function gather(transport: Transport, options: HostOptions): Promise<Gathered> {
  const ask = async (sudo: boolean): Promise<HostFacts> => {
    const { signal } = options;
    const mark = randomBytes(8).toString('hex');
    const request = { script: hostScript, args: [mark, ...(options.components ?? knownComponents)], sudo };
    const { stdout } = await transport.run({ ...request, ...(signal === undefined ? {} : { signal }) });
    return readHostFacts(stdout.toString('utf8'), mark, transport.host);
  };
  const facts = await ask(false);
  if (facts.denied.length === 0) return { facts, asRoot: false, problems: [] };
  try {
    return { facts: await ask(true), asRoot: true, problems: [] };
  } catch (error) {
    if (!(error instanceof HardwayError) || !error.problems.every(({ code }) => code.startsWith('host-sudo-')))
      throw error;
    const problems = facts.denied.map((path) =>
      problem('input-unreadable', {
        severity: 'warning',
        where: { host: transport.host, file: path },
        what: 'this user may not read it, and there is no sudo without a password',
        fix: 'log in as root, or allow sudo',
      }),
    );
    return { facts, asRoot: false, problems };
  }
}

/** The files that a process was started from: those of its unit, manifests for a container, otherwise all. */
function filesOf(running: Running, configured: readonly Configured[]): readonly Configured[] {
  const { unit, contained } = running.process;
  const ofUnit = configured.filter((source) => source.unit !== undefined && source.unit === unit);
  if (!contained && ofUnit.length > 0) return ofUnit;
  const manifests = configured.filter((source) => source.unit === undefined);
  if (contained && manifests.length > 0) return manifests;
  return unit === undefined || contained ? configured : configured.filter((source) => source.unit === undefined);
}

function notRunning(component: string, { argv }: Configured): Problem {
  return problem('input-not-running', {
    severity: 'warning',
    where: argv.source.path === undefined ? {} : { file: argv.source.path },
    what: `${component} is configured here, and no process of it runs`,
  });
}

function alsoStarts(component: string, { argv }: Configured): Problem {
  return problem('input-ambiguous', {
    severity: 'warning',
    where: argv.source.path === undefined ? {} : { file: argv.source.path },
    what: `this starts ${component} too, but the process that runs was not started from it`,
    fix: 'remove what is not used',
  });
}

function severalManifests(component: string, sources: readonly Configured[]): readonly Problem[] {
  const manifests = sources.filter(({ argv }) => argv.source.kind === 'manifest');
  if (manifests.length < 2) return [];
  return manifests.slice(1).map(({ argv }) =>
    problem('input-ambiguous', {
      severity: 'warning',
      where: argv.source.path === undefined ? {} : { file: argv.source.path },
      what: `this is one of ${manifests.length} manifests that start ${component}; the kubelet runs every file of the folder`,
      fix: 'move copies out of the folder; only names that begin with a dot are passed over',
    }),
  );
}

async function inspectFound(
  component: KnownComponent,
  configured: readonly Configured[],
  running: readonly Running[],
  options: InspectOptions,
): Promise<InspectedComponent[]> {
  const merge = async (sources: readonly { readonly argv: ComponentArgv }[]): Promise<InspectedComponent> => {
    const argvs = withVersion(sources.map(({ argv }) => argv));
    return mergeSources(await Promise.all(argvs.map((argv) => inspectComponent(argv, options))));
  };
  const used = new Set<Configured>();
  const result: InspectedComponent[] = [];
  for (const process of running) {
    const files = filesOf(process, configured);
    for (const source of files) used.add(source);
    const merged = await merge([process, ...files]);
    const problems = [
      ...files.flatMap((source) => source.problems),
      ...severalManifests(component, files),
      ...notRestarted(merged, process, files),
      ...merged.problems,
    ];
    result.push({ ...merged, problems });
  }
  const [first, ...others] = result;
  const unused = configured.filter((source) => !used.has(source));
  if (first !== undefined) {
    const extra = unused.map((source) => alsoStarts(component, source));
    return [{ ...first, problems: [...extra, ...first.problems] }, ...others];
  }
  const [idle] = configured;
  if (idle === undefined) return [];
  const merged = await merge(configured);
  const problems = [
    ...configured.flatMap((source) => source.problems),
    ...severalManifests(component, configured),
    notRunning(component, idle),
    ...merged.problems,
  ];
  return [{ ...merged, problems }];
}

/** What one source tells of the version counts for all that belong to the same process. */
function withVersion(argvs: readonly ComponentArgv[]): readonly ComponentArgv[] {
  const telling = argvs.find(({ version }) => version !== undefined);
  if (telling?.version === undefined) return argvs;
  const { version, source } = telling;
  const versionFrom = telling.versionFrom ?? (source.kind === 'manifest' ? 'image' : 'path');
  return argvs.map((argv) => (argv.version === undefined ? { ...argv, version, versionFrom } : argv));
}

/**
 * Reads the flags of the components on a host, whoever set it up: what processes really run with, and what units,
 * drop-ins, EnvironmentFiles, manifests, args files and wrapper scripts say, compared. Read-only, one round trip, a
 * second one only where root is needed. Throws a HardwayError with a `host-…` code when the host does not answer.
 */
export async function inspectHost(transport: Transport, options: HostOptions): Promise<HostInspection> {
  const { facts, asRoot, problems } = await gather(transport, options);
  const withHost = { ...options, host: transport.host };
  const readText = (text: string, label: string) => readSource(text, { ...withHost, source: label });
  const configured = await configuredOn(facts, readText);
  const embedded = await embeddedOn(facts, readText);
  const inspected: InspectedComponent[] = [];
  for (const component of options.components ?? knownComponents) {
    const of = <T extends { readonly argv: Running['argv'] }>(sources: readonly T[]): readonly T[] =>
      sources.filter(({ argv }) => argv.component === component);
    const processes = processesOf(component, facts);
    const running = processes.length > 0 ? processes : of(embedded);
    inspected.push(...(await inspectFound(component, of(configured), running, withHost)));
  }
  const named = inspected.map((component) => ({
    ...component,
    problems: component.problems.map((p) => ({ ...p, where: { ...p.where, host: transport.host } })),
  }));
  const nothing = problem('input-no-component', {
    severity: 'warning',
    where: { host: transport.host },
    what: 'no unit, manifest or process of a component was found on this host',
  });
  return { components: named, asRoot, problems: named.length > 0 ? problems : [...problems, nothing] };
}
