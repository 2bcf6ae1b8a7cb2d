import { problem } from '../kernel/problem.js';
import { maxArgvWords } from '../formats/argv.js';
import type { ComponentArgv } from './component-argv.js';
import { defaultFlags, environmentFlags } from './other-origins.js';
import { effectiveArgv, fromEntries } from './effective.js';
import { environmentProblems } from './environment-problems.js';
import type { EffectiveFlag, InspectedComponent, Origin } from './effective-flag.js';
import { catalogOfPrinted } from './printed-catalog.js';
import { printedFlags } from './printed-flags.js';
import { mayBeRefused, problemsOf } from './problems-of.js';
import { chooseVersion, type VersionOptions, versionProblems } from './version.js';

export interface InspectOptions extends VersionOptions {
  /** Name of the host, for problems and for telling components apart. */
  readonly host?: string;
  /** Add the defaults of the version. */
  readonly effective?: boolean;
}

type Flags = Readonly<Record<string, EffectiveFlag>>;

/** The command line as far as it is read; one that is longer says so, and that flags may be missing. */
function bounded(argv: ComponentArgv): ComponentArgv {
  const all = argv.words.length + (argv.left ?? 0);
  if (all <= maxArgvWords) return argv;
  const cut = problem('input-truncated', {
    severity: 'warning',
    where: argv.source.path === undefined ? {} : { file: argv.source.path },
    what: `the command line has ${all} words; the first ${maxArgvWords} are read`,
  });
  return { ...argv, words: argv.words.slice(0, maxArgvWords), truncated: true, problems: [...argv.problems, cut] };
}

function withOrigin(flags: Flags, origin: Origin | undefined): Flags {
  if (origin === undefined) return flags;
  return fromEntries(Object.entries(flags).map(([name, flag]) => [name, { ...flag, origin }]));
}

/** The effective flags of one component as one source shows them. */
export async function inspectComponent(given: ComponentArgv, options: InspectOptions): Promise<InspectedComponent> {
  const argv = bounded(given);
  const { host } = options;
  const chosen = (await catalogOfPrinted(argv, options)) ?? (await chooseVersion(argv, options));
  const label = argv.source.path ?? '<stdin>';
  const set = effectiveArgv(argv, label, chosen.catalog);
  const printed = printedFlags(argv.printed ?? [], label, chosen.catalog, {
    effective: options.effective === true,
    versionKnown: chosen.exact,
  });
  const flags: Record<string, EffectiveFlag> = {
    ...(options.effective === true && argv.printed === undefined && !argv.truncated && set.openWords.length === 0
      ? defaultFlags(chosen.catalog)
      : {}),
    ...environmentFlags(argv, chosen.catalog),
    ...withOrigin(set.flags, argv.origin),
    ...printed.flags,
  };
  const judged = {
    catalog: chosen.catalog,
    versionKnown: chosen.exact,
    ...(chosen.version === undefined ? {} : { version: chosen.version }),
    label,
    ...(host === undefined ? {} : { host }),
  };
  const verdict = mayBeRefused(set, chosen.catalog)
    ? await (await import('./start-verdict.js')).startVerdict(argv, chosen, options.catalogs)
    : null;
  return {
    component: argv.component,
    ...(host === undefined ? {} : { host }),
    ...(chosen.version === undefined ? {} : { version: chosen.version }),
    ...(chosen.versionFrom === undefined ? {} : { versionFrom: chosen.versionFrom }),
    ...(chosen.versions === undefined ? {} : { versions: chosen.versions }),
    sources: [argv.source],
    ...(argv.truncated || printed.incomplete || set.openWords.length > 0 ? { incomplete: true as const } : {}),
    flags: fromEntries(Object.entries(flags).sort(([a], [b]) => (a < b ? -1 : 1))),
    positionals: set.positionals.map(({ text }) => text),
    differences: [],
    problems: [
      ...versionProblems(chosen, label, host),
      ...problemsOf(argv, set, judged, verdict),
      ...environmentProblems(argv, label, chosen.catalog, set.flags),
      ...printed.problems,
    ],
  };
}
