import { randomBytes } from 'node:crypto';
import { type KnownComponent, knownComponents } from '../kernel/component.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Transport } from '../kernel/transport.js';
import type { ComponentArgv } from './component-argv.js';
import type { FileReader } from './companions/files.js';
import type { Inspection } from './effective-flag.js';
import { hostFileReader } from './host-files.js';
import { type HostFacts, readHostFacts } from './host-facts.js';
import { hostScript } from './host-script.js';
import { type Configured, configuredOn, embeddedOn, insideOf, processesOf } from './host-sources.js';
import type { InspectOptions } from './inspect-component.js';
import { inspectFound, type LiveAnswer } from './inspect-found.js';
import { readSource } from './inspect-text.js';
import { settleComponents, type Unsettled } from './settle.js';

export interface HostOptions extends InspectOptions {
  /** Asks a running component of the host about itself; null when it does not say anything to us. */
  readonly askLive?: (transport: Transport, running: ComponentArgv) => Promise<LiveAnswer | null>;
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

interface OfConfigs {
  readonly added: readonly Configured[];
  /** A command line with what its program reads from a config as if it stood there. */
  readonly whole: <T extends { readonly argv: ComponentArgv }>(source: T) => T;
}

/** What configs of distributions say; most hosts have none, and do not pay for the reader of YAML. */
async function configsOf(facts: HostFacts): Promise<OfConfigs> {
  if (facts.configs.length === 0) return { added: [], whole: (source) => source };
  const { addedByConfigs, withOwnConfig } = await import('./host-configs.js');
  const { sources, ofCommand } = await addedByConfigs(facts);
  return { added: sources, whole: (source) => ({ ...source, argv: withOwnConfig(source.argv, ofCommand) }) };
}

/**
 * Reads the flags of the components on a host, whoever set it up: what processes really run with, and what units,
 * drop-ins, EnvironmentFiles, manifests, args files and wrapper scripts say, compared; then the files that flags point
 * to. Read-only, one round trip for each of both, and one more where root is needed. Throws a HardwayError with a `host-…` code when the host does not answer.
 */
export async function inspectHost(transport: Transport, options: HostOptions): Promise<HostInspection> {
  const { facts, asRoot, problems } = await gather(transport, options);
  const { askLive, signal, ...inspecting } = options;
  const withHost = {
    ...inspecting,
    host: transport.host,
    ...(askLive === undefined ? {} : { askLive: (running: ComponentArgv) => askLive(transport, running) }),
  };
  const readText = (text: string, label: string) => readSource(text, { ...withHost, source: label });
  const { added, whole } = await configsOf(facts);
  const configured = [...(await configuredOn(facts, readText)), ...added].map(whole);
  const embedded = await embeddedOn(facts, readText);
  const inspected: Unsettled[] = [];
  for (const component of options.components ?? knownComponents) {
    const of = <T extends { readonly argv: ComponentArgv }>(sources: readonly T[]): readonly T[] =>
      sources.filter(({ argv }) => argv.component === component);
    const processes = processesOf(component, facts).map(whole);
    const running = processes.length > 0 ? processes : of(embedded);
    const inside = running.length > 0 ? [] : insideOf(facts, of(configured));
    const files = of(configured).filter(({ argv }) => !inside.some((one) => one.argv === argv));
    inspected.push(...(await inspectFound(component, files, [...running, ...inside], withHost)));
  }
  const unread: Problem[] = [];
  const readFiles = hostFileReader(transport, { asRoot, ...(signal === undefined ? {} : { signal }) });
  // What the flags are is known by now; files that cannot be had must not take that away.
  const files: FileReader = (paths) =>
    readFiles(paths).catch((error: unknown) => {
      if (!(error instanceof HardwayError)) throw error;
      unread.push(...error.problems);
      return new Map();
    });
  const settled = await settleComponents(inspected, { ...options, files });
  const named = settled.map((component) => ({
    ...component,
    problems: component.problems.map((p) => ({ ...p, where: { ...p.where, host: transport.host } })),
  }));
  const nothing = problem('input-no-component', {
    severity: 'warning',
    where: { host: transport.host },
    what: 'no unit, manifest or process of a component was found on this host',
  });
  return { components: named, asRoot, problems: [...problems, ...unread, ...(named.length > 0 ? [] : [nothing])] };
}
