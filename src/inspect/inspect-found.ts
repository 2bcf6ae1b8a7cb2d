import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv } from './component-argv.js';
import { saysMore } from './embedded-args.js';
import type { InspectedComponent } from './effective-flag.js';
import type { PrintedFlags } from './flagz.js';
import type { Configured, Running } from './host-sources.js';
import { inspectComponent, type InspectOptions } from './inspect-component.js';
import { mergePrinted } from './merge-printed.js';
import { mergeSources } from './merge-sources.js';
import { notRestarted } from './not-restarted.js';
import type { Unsettled } from './settle.js';
import { chooseCatalog } from './version.js';

/** What a running component says of itself over HTTP, as far as it does. */
export interface LiveAnswer {
  readonly version?: string;
  /** `/flagz` */
  readonly flags?: PrintedFlags;
}

/** Asks a running component about itself; null when it says nothing to us. */
export type AskLive = (running: ComponentArgv) => Promise<LiveAnswer | null>;

export interface FoundOptions extends InspectOptions {
  readonly askLive?: AskLive;
}

/** What a distribution is told to add; whatever else starts the component, this has a say. */
const isAdded = ({ argv }: Configured): boolean => argv.source.kind === 'distro-config';

/** The files that a process was started from: those of its unit, its script, manifests for a container, otherwise all. */
function startedFrom({ process }: Running, configured: readonly Configured[]): readonly Configured[] {
  const { unit, contained, pid } = process;
  const ofUnit = configured.filter((source) => source.unit !== undefined && source.unit === unit);
  if (!contained && ofUnit.length > 0) return ofUnit;
  const ofProcess = configured.filter((source) => source.pid === pid);
  if (ofProcess.length > 0) return ofProcess;
  const others = configured.filter((source) => source.unit === undefined && source.pid === undefined);
  if (contained && others.length > 0) return others;
  return unit === undefined || contained ? configured : others;
}

function filesOf(running: Running, configured: readonly Configured[]): readonly Configured[] {
  const own = configured.filter((source) => !isAdded(source));
  return [...startedFrom(running, own), ...configured.filter(isAdded)];
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

function told(running: Running, live: LiveAnswer | null): Running {
  if (live?.version === undefined) return running;
  return { ...running, argv: { ...running.argv, version: live.version, versionFrom: 'statusz' } };
}

async function withLive(
  component: KnownComponent,
  merged: InspectedComponent,
  live: LiveAnswer | null,
  options: InspectOptions,
): Promise<InspectedComponent> {
  if (live?.flags === undefined) return merged;
  const { catalog } = await chooseCatalog(component, merged.version, options);
  return mergePrinted(merged, { flags: live.flags, label: '/flagz' }, catalog);
}

/**
 * One component of a host out of what its files and its processes say: each process with the files that it was started
 * from, and what is wrong between them.
 */
export async function inspectFound(
  component: KnownComponent,
  configured: readonly Configured[],
  running: readonly Running[],
  options: FoundOptions,
): Promise<readonly Unsettled[]> {
  const merge = async (sources: readonly { readonly argv: ComponentArgv }[]): Promise<InspectedComponent> => {
    const argvs = withVersion(withoutAdding(sources.map(({ argv }) => argv)));
    return mergeSources(await Promise.all(argvs.map((argv) => inspectComponent(argv, options))));
  };
  const used = new Set<Configured>();
  const result: Unsettled[] = [];
  for (const process of running) {
    const files = filesOf(process, configured);
    for (const source of files) used.add(source);
    const live = (await options.askLive?.(process.argv)) ?? null;
    const merged = await withLive(component, await merge([told(process, live), ...files]), live, options);
    const problems = [
      ...[process, ...files].flatMap((source) => source.problems ?? []),
      ...severalManifests(component, files),
      ...notRestarted(merged, process, files),
      ...merged.problems,
    ];
    result.push({ component: { ...merged, problems }, mounts: mountsOf(process, files) });
  }
  const [first, ...others] = result;
  const unused = configured.filter((source) => !used.has(source));
  if (first !== undefined) {
    const extra = unused.map((source) => alsoStarts(component, source));
    const { component: merged, mounts } = first;
    return [{ component: { ...merged, problems: [...extra, ...merged.problems] }, mounts }, ...others];
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
  const mounts = configured.find(({ argv }) => argv.source.kind === 'manifest')?.argv.mounts;
  return [{ component: { ...merged, problems }, mounts }];
}

/** How a process sees the paths of the host; in a container whose manifest is not known it sees none that we can name. */
function mountsOf({ process }: Running, files: readonly Configured[]): Unsettled['mounts'] {
  if (!process.contained) return undefined;
  return files.find(({ argv }) => argv.mounts !== undefined)?.argv.mounts ?? [];
}

/** What one source tells of the version counts for all that belong to the same process. */
function withVersion(argvs: readonly ComponentArgv[]): readonly ComponentArgv[] {
  const telling = argvs.find(({ version }) => version !== undefined);
  if (telling?.version === undefined) return argvs;
  const { version, source } = telling;
  const versionFrom = telling.versionFrom ?? (source.kind === 'manifest' ? 'image' : 'path');
  return argvs.map((argv) => (argv.version === undefined ? { ...argv, version, versionFrom } : argv));
}

/** That a distribution adds to what its config says is worth a word only where no source shows everything. */
function withoutAdding(argvs: readonly ComponentArgv[]): readonly ComponentArgv[] {
  if (argvs.every(({ truncated }) => truncated)) return argvs;
  return argvs.map((argv) => ({ ...argv, problems: argv.problems.filter((p) => !saysMore(p, argv.component)) }));
}
