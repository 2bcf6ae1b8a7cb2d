import type { FlagCatalog } from '../../catalog/flag-catalog.js';
import { type Problem, problem } from '../../kernel/problem.js';
import { fromEntries, unknownType } from '../effective.js';
import type { EffectiveFlag, InspectedComponent, Provenance } from '../effective-flag.js';
import { isList } from '../list-value.js';
import { defaultFlags } from '../other-origins.js';
import type { FileSetting } from './parsed.js';
import type { TakesPlace } from './takes-place.js';

/** The file that takes the place of flags: what it sets, or null when it could not be read. */
export interface AppliedFile {
  readonly rule: TakesPlace;
  readonly path: string;
  readonly settings: readonly FileSetting[] | null;
}

/** On the command line or in the environment; what a file or a default says is not. */
function isGiven({ origin }: EffectiveFlag): boolean {
  return origin === 'set' || origin === 'env';
}

function byFile(type: string, setting: FileSetting, path: string): EffectiveFlag {
  const { flag, value, values, file = path, line, column } = setting;
  const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  return {
    name: flag,
    type,
    value,
    ...(values !== undefined && isList(type) ? { values } : {}),
    origin: 'file',
    confidence: 'certain',
    provenance: [{ source: file, ...place }],
    overrode: [],
  };
}

function losers(flag: EffectiveFlag): EffectiveFlag['overrode'] {
  const [provenance] = flag.provenance;
  const own = provenance === undefined ? [] : [{ value: flag.value ?? '', provenance }];
  return [...flag.overrode, ...own];
}

/** Gates of the file that no flag names stay in force beside those of the command line (kubeletConfigFlagPrecedence). */
function withGatesOfFile(flag: EffectiveFlag, setting: FileSetting, provenance: Provenance): EffectiveFlag {
  const given = flag.values ?? [];
  const named = new Set(given.map((pair) => pair.split('=')[0]));
  const kept = (setting.values ?? []).filter((pair) => !named.has(pair.split('=')[0]));
  const values = [...kept, ...given];
  return { ...flag, value: values.join(','), values, provenance: [...flag.provenance, provenance] };
}

function deadFlag(flag: EffectiveFlag, { rule, path }: AppliedFile): Problem {
  const [at] = flag.provenance;
  const where = { file: at?.source ?? path, ...(at?.line === undefined ? {} : { line: at.line }) };
  return problem('input-dead-flag', {
    severity: 'warning',
    where: { ...where, ...(at?.column === undefined ? {} : { column: at.column }) },
    what: `--${flag.name} has no effect beside --${rule.flag}: the component takes it from the file`,
    fix: `set it in ${path}, and remove the flag`,
  });
}

/** The flags of a component once a file has taken the place of some, and which given flags nobody looks at. */
export function applyFile(
  component: InspectedComponent,
  file: AppliedFile,
  catalog: FlagCatalog,
): Pick<InspectedComponent, 'flags'> & { readonly problems: readonly Problem[] } {
  const { rule, path, settings } = file;
  const flags = new Map(Object.entries(component.flags));
  const problems: Problem[] = [];
  const defaults = defaultFlags(catalog);
  const typeOf = (name: string): string => flags.get(name)?.type ?? catalog.get(name)?.type ?? unknownType;
  const unknown = (name: string): EffectiveFlag => ({
    name,
    type: typeOf(name),
    value: null,
    origin: 'file',
    confidence: 'undetermined',
    provenance: [{ source: path }],
    overrode: [],
  });
  const withFile = (name: string): EffectiveFlag | undefined => {
    const setting = settings?.find(({ flag }) => flag === name);
    if (setting !== undefined) return byFile(typeOf(name), setting, path);
    if (settings === null) return unknown(name);
    const own = rule.defaults[name];
    const usual = defaults[name];
    return own === undefined || usual === undefined ? usual : { ...usual, value: own };
  };
  const dead = new Set<string>();
  for (const [name, flag] of Object.entries(component.flags)) {
    if (!isGiven(flag) || rule.beside(name) === 'counts') continue;
    dead.add(name);
    problems.push(deadFlag(flag, file));
    const taken = withFile(name);
    if (taken === undefined) flags.delete(name);
    else flags.set(name, { ...taken, overrode: losers(flag) });
  }
  const concerned = settings?.map(({ flag }) => flag) ?? (rule.flags === 'all' ? catalog.names() : rule.flags);
  for (const name of [...concerned, ...Object.keys(rule.defaults)]) {
    if (catalog.get(name) === undefined || name === rule.flag || dead.has(name)) continue;
    const present = flags.get(name);
    const setting = settings?.find(({ flag }) => flag === name);
    if (present !== undefined && isGiven(present)) {
      if (name !== 'feature-gates' || setting === undefined || component.component !== 'kubelet') continue;
      flags.set(name, withGatesOfFile(present, setting, { source: path }));
    } else if (setting !== undefined || present?.origin === 'default') {
      const taken = withFile(name);
      if (taken !== undefined) flags.set(name, taken);
    }
  }
  return { flags: fromEntries([...flags].sort(([a], [b]) => (a < b ? -1 : 1))), problems };
}
