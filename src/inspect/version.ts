import { type EveryFlag, loadEveryFlag } from '../catalog/every-flag.js';
import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { knownMinors } from '../catalog/sources.js';
import { defaultEtcdVersion, defaultKubernetesVersion } from '../catalog/versions.js';
import { parseArgv, type RawFlag } from '../formats/argv.js';
import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import { compareVersions, minorOf } from '../kernel/version.js';
import type { ComponentArgv } from './component-argv.js';
import { syntaxOf } from './effective.js';
import type { InspectedComponent } from './effective-flag.js';
import { type MinorRange, narrowVersions } from './narrow-versions.js';

/** Loads what is known of a component's flags in a version; null when nothing is. */
export type CatalogLoader = (component: string, version: string) => Promise<FlagCatalog | null>;

/** What is told about versions from outside the source. */
export interface VersionOptions {
  readonly catalogs: CatalogLoader;
  /** Version of the Kubernetes components, where the user says it. */
  readonly kubernetesVersion?: string;
  /** Version of etcd, where the config says it. */
  readonly etcdVersion?: string;
}

/** The catalogue a component is read by, and what is known of its version. */
export interface ChosenCatalog {
  readonly catalog: FlagCatalog;
  /** The version the component has; undefined when nothing says it. */
  readonly version?: string;
  readonly versionFrom?: NonNullable<InspectedComponent['versionFrom']>;
  /** The minors that know the flags, where no version is known. */
  readonly versions?: MinorRange;
  /** Flags and admission plugins that exist in some minor, but in none of `versions`. */
  readonly lacking: readonly string[];
  /** The version is known and the catalogue speaks for it. */
  readonly exact: boolean;
}

/** What a source of a kind tells the version by, where the reader does not say. */
const usualEvidence: Readonly<Record<string, ChosenCatalog['versionFrom']>> = {
  manifest: 'image',
  log: 'log',
  flagz: 'statusz',
};

function fallbackVersion(component: KnownComponent): string {
  return component === 'etcd' ? defaultEtcdVersion : defaultKubernetesVersion;
}

/** The recorded minor that is nearest to one that is not: the oldest for what is older still, the newest otherwise. */
function nearestMinor(component: KnownComponent, version: string): string {
  const minors = knownMinors(component);
  const older = minors.findLast((minor) => compareVersions(minor, minorOf(version)) < 0);
  return older ?? minors[0] ?? fallbackVersion(component);
}

async function loaded(component: KnownComponent, version: string, catalogs: CatalogLoader): Promise<FlagCatalog> {
  const catalog = (await catalogs(component, version)) ?? (await catalogs(component, fallbackVersion(component)));
  const newest = catalog ?? (await catalogs(component, knownMinors(component).at(-1) ?? ''));
  if (newest === null) throw new Error(`the catalogue has nothing about ${component}`);
  return newest;
}

/**
 * The catalogue to read a component by, when there is no command line to narrow the version from: of the version told
 * by the source or the user, of the nearest minor recorded, or of the version that hardway deploys.
 */
export async function chooseCatalog(
  component: KnownComponent,
  told: string | undefined,
  options: VersionOptions,
): Promise<ChosenCatalog> {
  const outside = component === 'etcd' ? options.etcdVersion : options.kubernetesVersion;
  const version = told ?? outside;
  if (version === undefined) {
    const catalog = await loaded(component, fallbackVersion(component), options.catalogs);
    return { catalog, lacking: [], exact: false };
  }
  const from = told === undefined ? { versionFrom: 'told' as const } : {};
  const known = await options.catalogs(component, version);
  if (known !== null) return { catalog: known, version, ...from, lacking: [], exact: true };
  const catalog = await loaded(component, nearestMinor(component, version), options.catalogs);
  return { catalog, version, ...from, lacking: [], exact: false };
}

interface Named {
  readonly name: string;
  readonly ranges: readonly { readonly from: string; readonly to?: string }[];
}

const pluginFlags: ReadonlySet<string> = new Set([
  'admission-control',
  'disable-admission-plugins',
  'enable-admission-plugins',
]);

/** The admission plugins that flags name, each with the minors that have it. */
async function pluginNames(flags: readonly RawFlag[], every: EveryFlag): Promise<readonly Named[]> {
  const lists = flags.flatMap(({ name, value }) => (pluginFlags.has(name) && value !== null ? [value] : []));
  if (lists.length === 0) return [];
  const { loadPluginMinors, oldestMinorWithPlugins } = await import('../catalog/plugin-minors.js');
  const [minorsOf, oldest] = await Promise.all([loadPluginMinors(), oldestMinorWithPlugins()]);
  const names = new Set(lists.flatMap((list) => list.split(',').map((name) => name.trim())));
  return [...names].map((name) => {
    const ranges = minorsOf(name).map((range) =>
      range.from === oldest ? { ...range, from: every.minors[0] ?? '' } : range,
    );
    return { name, ranges };
  });
}

/** What a command line names, read with what any minor knows: flags, and admission plugins where there are some. */
async function namesIn(argv: ComponentArgv, every: EveryFlag): Promise<readonly Named[]> {
  const { flags } = parseArgv(argv.words, every, syntaxOf(argv.component));
  const names = new Set([...flags.map(({ name }) => name), ...(argv.printed ?? []).map(({ name }) => name)]);
  const ofFlags = [...names].map((name) => ({ name: `--${name}`, ranges: every.minorsOf(name) }));
  if (argv.component !== 'kube-apiserver') return ofFlags;
  return [...ofFlags, ...(await pluginNames(flags, every))];
}

async function narrowed(argv: ComponentArgv, options: VersionOptions): Promise<ChosenCatalog | null> {
  const every = await loadEveryFlag(argv.component);
  if (every === null) return null;
  const found = narrowVersions(every.minors, await namesIn(argv, every));
  if (found === null) return null;
  const catalog = await loaded(argv.component, found.versions.to, options.catalogs);
  return { catalog, versionFrom: 'flags', ...found, exact: false };
}

/**
 * The version of a component and the catalogue to read its command line by. What the source tells comes first, then
 * what the user tells; otherwise the minors follow from the flags that are set, and the newest of them is the catalogue.
 */
export async function chooseVersion(argv: ComponentArgv, options: VersionOptions): Promise<ChosenCatalog> {
  const chosen = await chooseCatalog(argv.component, argv.version, options);
  if (chosen.version === undefined) return (await narrowed(argv, options)) ?? chosen;
  if (chosen.versionFrom !== undefined) return chosen;
  return { versionFrom: argv.versionFrom ?? usualEvidence[argv.source.kind] ?? 'path', ...chosen };
}

/** What to say of the choice: no catalogue for the version, or no minor that has all the flags together. */
export function versionProblems(chosen: ChosenCatalog, label: string, host: string | undefined): readonly Problem[] {
  const { component, minor } = chosen.catalog;
  const where = { file: label, ...(host === undefined ? {} : { host }) };
  if (chosen.version !== undefined && !chosen.exact) {
    const what = `the flags of ${component} ${minorOf(chosen.version)} are not recorded; those of ${minor} were used`;
    return [problem('input-no-catalogue', { severity: 'warning', where, what })];
  }
  if (chosen.lacking.length === 0) return [];
  const some = chosen.lacking.slice(0, 5);
  const more = chosen.lacking.length - some.length;
  const list = `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  return [
    problem('input-no-version-fits', {
      severity: 'warning',
      where,
      what: `no version of ${component} has all that is set here; ${minor} has the most of it, but not ${list}`,
      fix: 'say which version it is with --kubernetes-version',
    }),
  ];
}
