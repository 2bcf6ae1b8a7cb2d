import { redact } from '../kernel/redact.js';
import type { DiffSide, FlagDiff } from './diff-flags.js';
import { fromEntries } from './effective.js';
import type { EffectiveFlag, InspectedComponent, MasterMatrix } from './effective-flag.js';

const masked = '[secret]';

/** Flags whose value is itself a secret. The token of a new etcd cluster is only a name for it. */
function isSecretFlag(name: string): boolean {
  return /(?:^|-)(?:token|password|secret|passphrase)$/.test(name) && name !== 'initial-cluster-token';
}

/** Passwords in URLs, and whatever looks like key material. */
function maskText(text: string): string {
  const named = text.includes('@') ? text.replace(/(:\/\/[^/\s:@]{1,200}:)[^/\s@]{1,400}@/g, `$1${masked}@`) : text;
  return redact(named);
}

function maskValue(flag: string, value: string): string {
  return isSecretFlag(flag) && value !== '' ? masked : maskText(value);
}

function maskFlag(flag: EffectiveFlag): EffectiveFlag {
  const mask = (value: string): string => maskValue(flag.name, value);
  const value = flag.value === null ? null : mask(flag.value);
  const values = flag.values?.map(mask);
  const isSame = value === flag.value && values?.every((one, i) => one === flag.values?.[i]) !== false;
  if (isSame && flag.overrode.length === 0) return flag;
  return {
    ...flag,
    value,
    ...(values === undefined ? {} : { values }),
    overrode: flag.overrode.map(({ value, provenance }) => ({ value: mask(value), provenance })),
  };
}

/** The same value with every text in it masked, those under the name of a secret flag wholly. */
function maskDeep<T>(value: T): T;
function maskDeep(value: unknown): unknown {
  if (typeof value === 'string') return maskText(value);
  if (Array.isArray(value)) return value.map((item: unknown) => maskDeep(item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]: [string, unknown]): [string, unknown] => {
    return [key, typeof item === 'string' ? maskValue(key, item) : maskDeep(item)];
  });
  return Object.fromEntries(entries);
}

/** The same component with nothing in it that must not be shown. For everything that leaves the program. */
export function maskComponent(component: InspectedComponent): InspectedComponent {
  const flags = Object.create(null) as Record<string, EffectiveFlag>;
  for (const [name, flag] of Object.entries(component.flags)) flags[name] = maskFlag(flag);
  return {
    ...component,
    flags,
    ...(component.settings === undefined ? {} : { settings: maskDeep(component.settings) }),
    ...(component.companions === undefined ? {} : { companions: maskDeep(component.companions) }),
    positionals: component.positionals.map(maskText),
    differences: component.differences.map(({ flag, values }) => ({
      flag,
      values: values.map(({ source, value }) => {
        return { source, value: value === null ? null : maskValue(flag, value) };
      }),
    })),
    problems: component.problems.map((problem) => ({ ...problem, what: maskText(problem.what) })),
  };
}

/** The same difference with nothing in it that must not be shown. */
export function maskDiff(diff: FlagDiff): FlagDiff {
  const mask = (value: string): string => maskValue(diff.flag, value);
  const side = (shown: DiffSide | null): DiffSide | null =>
    shown === null ? null : { ...shown, value: shown.value === null ? null : mask(shown.value) };
  return {
    ...diff,
    a: side(diff.a),
    b: side(diff.b),
    ...(diff.added === undefined ? {} : { added: diff.added.map(mask) }),
    ...(diff.removed === undefined ? {} : { removed: diff.removed.map(mask) }),
  };
}

/** The same matrix with nothing in it that must not be shown. */
export function maskMatrix(matrix: MasterMatrix): MasterMatrix {
  const rows = matrix.rows.map((row) => {
    const mask = (value: string | null): string | null => (value === null ? null : maskValue(row.flag, value));
    // Of thousands of masters a second table would take as much as the first.
    if (Object.values(row.values).every((value) => mask(value) === value)) return row;
    return { ...row, values: fromEntries(Object.entries(row.values).map(([host, value]) => [host, mask(value)])) };
  });
  return { ...matrix, rows };
}
