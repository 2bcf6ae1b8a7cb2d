import type { Flag } from '../catalog/flag.js';
import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv } from './component-argv.js';
import { fromEntries, unknownType } from './effective.js';
import type { EffectiveFlag, Provenance } from './effective-flag.js';
import { comparable } from './flagz.js';
import { listedElements } from './listed-value.js';

export interface PrintedReading {
  readonly flags: Readonly<Record<string, EffectiveFlag>>;
  readonly problems: readonly Problem[];
  /** Flags that the version prints are not there: nothing follows from the absence of one. */
  readonly incomplete: boolean;
}

/** What a component prints in place of a value that it keeps to itself (/flagz). */
const classified = 'CLASSIFIED';

function isDefault(flag: Flag, printed: string): boolean {
  const form = (text: string): string => comparable(flag, text, listedElements(flag, text));
  return form(printed) === form(flag.default);
}

function printedFlag(
  flag: Flag | undefined,
  name: string,
  value: string | null,
  provenance: Provenance,
): EffectiveFlag {
  const type = flag?.type ?? unknownType;
  const common = { name, type, provenance: [provenance], overrode: [] };
  if (value === null || value === classified) {
    return { ...common, value: null, origin: 'set', confidence: 'undetermined' };
  }
  const values = flag === undefined ? null : listedElements(flag, value);
  const text = values === null ? (value === '<nil>' ? '' : value) : values.join(',');
  const origin = flag !== undefined && isDefault(flag, value) ? 'default' : 'set';
  return { ...common, value: text, ...(values === null ? {} : { values }), origin, confidence: 'certain' };
}

/**
 * The flags of a source that prints every one, defaults included. One that prints the default of its version cannot be
 * told from one that is not set: it counts as a default, and is left out unless `effective` asks for them.
 */
export function printedFlags(
  printed: NonNullable<ComponentArgv['printed']>,
  label: string,
  catalog: FlagCatalog,
  judged: { readonly effective: boolean; readonly versionKnown: boolean },
): PrintedReading {
  const flags = new Map<string, EffectiveFlag>();
  const problems: Problem[] = [];
  if (printed.length === 0) return { flags: fromEntries([]), problems, incomplete: false };
  for (const { name, value, line } of printed) {
    const provenance = { source: label, ...(line === undefined ? {} : { line }) };
    const flag = catalog.get(name);
    const read = printedFlag(flag, name, value, provenance);
    if (read.origin === 'default' && !judged.effective) continue;
    flags.set(name, read);
    if (read.origin === 'set' && flag?.deprecated !== undefined) {
      const what = `--${name} is deprecated: ${flag.deprecated}`;
      const where = { file: label, ...(line === undefined ? {} : { line }) };
      problems.push(problem('input-deprecated-flag', { severity: 'warning', where, what }));
    }
  }
  const names = new Set(printed.map(({ name }) => name));
  const missing = catalog.names().filter((name) => !names.has(name)).length;
  const incomplete = missing > (judged.versionKnown ? 0 : catalog.names().length / 2);
  if (incomplete) {
    problems.push(
      problem('input-truncated', {
        severity: 'warning',
        where: { file: label },
        what: `${missing} of the ${catalog.names().length} flags of ${catalog.component} ${catalog.minor} are not in it; it may be cut off`,
      }),
    );
  }
  return { flags: fromEntries([...flags]), problems, incomplete };
}
