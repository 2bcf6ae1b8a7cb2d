import type { FlagCatalog } from '../catalog/flag-catalog.js';
import {
  defaultEtcdVersion,
  defaultKubernetesVersion,
  supportedEtcdMinors,
  supportedKubernetesMinors,
} from '../catalog/versions.js';
import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import { compareVersions, minorOf } from '../kernel/version.js';
import type { ComponentArgv } from './component-argv.js';
import { defaultFlags, environmentFlags } from './other-origins.js';
import { effectiveArgv, fromEntries } from './effective.js';
import type { EffectiveFlag, InspectedComponent } from './effective-flag.js';
import { problemsOf } from './problems-of.js';

/** Loads what is known of a component's flags in a version; null when nothing is. */
export type CatalogLoader = (component: string, version: string) => Promise<FlagCatalog | null>;

export interface InspectOptions {
  readonly catalogs: CatalogLoader;
  /** Version of the Kubernetes components, where the user says it. */
  readonly kubernetesVersion?: string;
  /** Version of etcd, where the config says it. */
  readonly etcdVersion?: string;
  /** Name of the host, for problems and for telling components apart. */
  readonly host?: string;
  /** Add the defaults of the version. */
  readonly effective?: boolean;
}

export interface ChosenCatalog {
  readonly catalog: FlagCatalog;
  /** The version the component has; undefined when nothing says it. */
  readonly version?: string;
  /** The version is known and the catalogue speaks for it. */
  readonly exact: boolean;
}

/** The catalogue to read a component by: of its version, of the nearest minor recorded, or of the default version. */
export async function chooseCatalog(
  component: KnownComponent,
  told: string | undefined,
  options: InspectOptions,
): Promise<ChosenCatalog> {
  const isEtcd = component === 'etcd';
  const version = told ?? (isEtcd ? options.etcdVersion : options.kubernetesVersion);
  const fallback = isEtcd ? defaultEtcdVersion : defaultKubernetesVersion;
  const known = version === undefined ? null : await options.catalogs(component, version);
  if (known !== null && version !== undefined) return { catalog: known, version, exact: true };
  const minors = isEtcd ? supportedEtcdMinors : supportedKubernetesMinors;
  const nearest =
    version !== undefined && compareVersions(minorOf(version), minors[0] ?? '') < 0 ? minors[0] : fallback;
  const catalog =
    (await options.catalogs(component, nearest ?? fallback)) ?? (await options.catalogs(component, fallback));
  if (catalog === null) throw new Error(`the catalogue has nothing about ${component}`);
  return { catalog, exact: false, ...(version === undefined ? {} : { version }) };
}

function withoutCatalogue(chosen: ChosenCatalog, label: string, host: string | undefined): Problem[] {
  if (chosen.version === undefined || chosen.exact) return [];
  const { component, minor } = chosen.catalog;
  return [
    problem('input-no-catalogue', {
      severity: 'warning',
      where: { file: label, ...(host === undefined ? {} : { host }) },
      what: `the flags of ${component} ${minorOf(chosen.version)} are not recorded; those of ${minor} were used`,
    }),
  ];
}

/** A hundred times what any component has flags; more is no command line, and would only cost time and memory. */
const maxWords = 20_000;

/** The command line as far as it is read; one that is longer says so, and that flags may be missing. */
function bounded(argv: ComponentArgv): ComponentArgv {
  if (argv.words.length <= maxWords) return argv;
  const cut = problem('input-truncated', {
    severity: 'warning',
    where: argv.source.path === undefined ? {} : { file: argv.source.path },
    what: `the command line has ${argv.words.length} words; the first ${maxWords} are read`,
  });
  return { ...argv, words: argv.words.slice(0, maxWords), truncated: true, problems: [...argv.problems, cut] };
}

/** The effective flags of one component as one source shows them. */
export async function inspectComponent(given: ComponentArgv, options: InspectOptions): Promise<InspectedComponent> {
  const argv = bounded(given);
  const { host } = options;
  const chosen = await chooseCatalog(argv.component, argv.version, options);
  const label = argv.source.path ?? '<stdin>';
  const set = effectiveArgv(argv, label, chosen.catalog);
  const flags: Record<string, EffectiveFlag> = {
    ...(options.effective === true && !argv.truncated && set.openWords.length === 0
      ? defaultFlags(chosen.catalog)
      : {}),
    ...environmentFlags(argv, chosen.catalog),
    ...set.flags,
  };
  const judged = {
    catalog: chosen.catalog,
    versionKnown: chosen.exact,
    ...(chosen.version === undefined ? {} : { version: chosen.version }),
    label,
    ...(host === undefined ? {} : { host }),
  };
  return {
    component: argv.component,
    ...(host === undefined ? {} : { host }),
    ...(chosen.version === undefined ? {} : { version: chosen.version }),
    sources: [argv.source],
    ...(argv.truncated || set.openWords.length > 0 ? { incomplete: true as const } : {}),
    flags: fromEntries(Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1))),
    positionals: set.positionals.map(({ text }) => text),
    differences: [],
    problems: [...withoutCatalogue(chosen, label, host), ...problemsOf(argv, set, judged)],
  };
}
