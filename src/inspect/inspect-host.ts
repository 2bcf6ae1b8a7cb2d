import { type Component, components, isComponent } from '../kernel/component.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import { supportedEtcdMinors, supportedKubernetesMinors } from '../catalog/versions.js';
import type { ComponentArgv, EnvironmentValue } from './component-argv.js';
import type { InspectedComponent, Inspection } from './effective-flag.js';
import { readManifest } from './from-manifest.js';
import { readProcessList } from './from-ps.js';
import { readProcess } from './from-proc.js';
import { readUnitSource } from './from-unit.js';
import { type HostFacts, readHostFacts } from './host-facts.js';
import { hostScript } from './host-script.js';
import { chooseCatalog, inspectComponent, type InspectOptions } from './inspect-component.js';
import { mergeSources } from './merge-sources.js';

export interface HostOptions extends InspectOptions {
  /** Only these components; all four by default. */
  readonly components?: readonly Component[];
  readonly signal?: AbortSignal;
}

/** Asks a host for its facts: as the user first, as root only when there is something that the user may not read. */
async function gather(transport: Transport, options: HostOptions): Promise<{ facts: HostFacts; problems: Problem[] }> {
  const ask = async (sudo: boolean): Promise<HostFacts> => {
    const { signal } = options;
    const request = { script: hostScript, args: [...(options.components ?? components)], sudo };
    const { stdout } = await transport.run({ ...request, ...(signal === undefined ? {} : { signal }) });
    return readHostFacts(stdout.toString('utf8'), transport.host);
  };
  const facts = await ask(false);
  if (facts.denied.length === 0) return { facts, problems: [] };
  try {
    return { facts: await ask(true), problems: [] };
  } catch (error) {
    if (!(error instanceof HardwayError) || !error.problems.every(({ code }) => code.startsWith('host-sudo-')))
      throw error;
    const problems = facts.denied.map((path) =>
      problem('input-unreadable', {
        severity: 'warning',
        where: { host: transport.host, file: path },
        what: 'this user may not read the file, and there is no sudo without a password',
        fix: 'log in as root, or allow sudo',
      }),
    );
    return { facts, problems };
  }
}

/** What of a component was found on a host: how it is configured, and how it runs. */
interface Found {
  readonly configured: readonly ComponentArgv[];
  readonly running: readonly ComponentArgv[];
  readonly problems: readonly Problem[];
}

async function flagNames(component: Component, options: HostOptions): Promise<ReadonlySet<string>> {
  const minors = component === 'etcd' ? supportedEtcdMinors : supportedKubernetesMinors;
  const known = await Promise.all(minors.map((minor) => options.catalogs(component, minor)));
  return new Set(known.flatMap((catalog) => catalog?.names() ?? []));
}

function environmentOf(lines: readonly string[] | undefined): readonly EnvironmentValue[] {
  return (lines ?? []).map((line) => {
    const equals = line.indexOf('=');
    return { name: line.slice(0, equals), value: line.slice(equals + 1) };
  });
}

function processesOf(component: Component, facts: HostFacts): readonly ComponentArgv[] {
  return facts.processes.flatMap((process) => {
    const found = readProcess(process);
    return found?.component === component ? [{ ...found, environment: environmentOf(process.environment) }] : [];
  });
}

async function findComponent(component: Component, facts: HostFacts, options: HostOptions): Promise<Found> {
  const names = await flagNames(component, options);
  const context = (file: string) => ({ label: file, path: file, isFlagName: (name: string) => names.has(name) });
  const unit = facts.units.get(component);
  const unitReading =
    unit === undefined
      ? { found: [], problems: [] }
      : readUnitSource(unit.main.text, context(unit.main.file), {
          dropIns: unit.dropIns,
          environmentFiles: (path) => facts.environmentFiles.get(path),
          exact: true,
        });
  const manifests = facts.manifests.map(({ file, text }) => readManifest(text, context(file)));
  const configured = [...unitReading.found, ...manifests.flatMap(({ found }) => found)].filter(
    (argv) => argv.component === component,
  );
  let running = processesOf(component, facts);
  if (running.length === 0 && facts.ps !== '') {
    const { catalog } = await chooseCatalog(component, undefined, options);
    const listed = readProcessList(facts.ps, { ...context('ps -ef'), path: 'ps -ef' }, () => catalog);
    running = listed.filter((argv) => argv.component === component);
  }
  const reload =
    unit?.needsReload !== true
      ? []
      : [
          problem('input-not-loaded', {
            severity: 'warning',
            where: { file: unit.main.file },
            what: 'the unit or a drop-in changed since systemd read it',
            fix: 'systemctl daemon-reload, then restart the unit',
          }),
        ];
  return { configured, running, problems: [...unitReading.problems, ...reload] };
}

function notRunning(component: Component, source: ComponentArgv): Problem {
  return problem('input-not-running', {
    severity: 'warning',
    where: source.source.path === undefined ? {} : { file: source.source.path },
    what: `${component} is configured here, and no process of it runs`,
  });
}

async function inspectFound(
  component: Component,
  found: Found,
  options: InspectOptions,
): Promise<InspectedComponent[]> {
  const { configured, running } = found;
  const [first, ...more] = running;
  const version = first?.version ?? configured.find((argv) => argv.version !== undefined)?.version;
  const one = (argv: ComponentArgv): Promise<InspectedComponent> =>
    inspectComponent(version === undefined ? argv : { ...argv, version: argv.version ?? version }, options);
  const sources = first === undefined ? configured : [first, ...configured];
  if (sources.length === 0) return [];
  const merged = mergeSources(await Promise.all(sources.map(one)));
  const [configuredFirst] = configured;
  const idle = first === undefined && configuredFirst !== undefined ? [notRunning(component, configuredFirst)] : [];
  const problems = [...found.problems, ...idle, ...merged.problems];
  return [{ ...merged, problems }, ...(await Promise.all(more.map(one)))];
}

/**
 * Reads the flags of the components on a host: what units, drop-ins, EnvironmentFiles and manifests say and what the
 * processes really run with, compared. Read-only, one round trip, a second one only where root is needed. Throws a
 * HardwayError with a `host-…` code when the host does not answer.
 */
export async function inspectHost(transport: Transport, options: HostOptions): Promise<Inspection> {
  const { facts, problems } = await gather(transport, options);
  const withHost = { ...options, host: transport.host };
  const inspected: InspectedComponent[] = [];
  for (const component of (options.components ?? components).filter(isComponent)) {
    inspected.push(...(await inspectFound(component, await findComponent(component, facts, withHost), withHost)));
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
  return { components: named, problems: named.length > 0 ? problems : [...problems, nothing] };
}
