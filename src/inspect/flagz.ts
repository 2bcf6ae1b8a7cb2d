import type { Flag } from '../catalog/flag.js';
import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { goDuration } from '../catalog/go-literals.js';
import { typeRules } from '../catalog/type-rules.js';
import type { EffectiveFlag } from './effective-flag.js';
import { mergedEntries } from './list-value.js';
import { listedElements } from './listed-value.js';

/** Every flag of a component with its value as the component prints it, defaults included. */
export type PrintedFlags = ReadonlyMap<string, string>;

/** The request header to which kube-apiserver answers with JSON; the plain text form changes its separators on purpose. */
export const flagzAccept = 'application/json;as=Flagz;v=v1beta1;g=config.k8s.io';

/** Reads the JSON of /flagz (config.k8s.io, kind Flagz); null when it is something else. */
export function readFlagz(json: string): PrintedFlags | null {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return null;
  }
  if (typeof value !== 'object' || value === null) return null;
  const { kind, flags } = value as { readonly kind?: unknown; readonly flags?: unknown };
  if (kind !== 'Flagz' || typeof flags !== 'object' || flags === null) return null;
  const entries = Object.entries(flags);
  return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}

/** A string of Go source, for the escapes that %q writes; null when it is none. */
function goString(quoted: string): string | null {
  const body = /^"((?:[^"\\]|\\.)*)"/.exec(quoted)?.[1];
  if (body === undefined) return null;
  const simple: Readonly<Record<string, string>> = {
    a: '\u0007',
    b: '\b',
    f: '\f',
    n: '\n',
    r: '\r',
    t: '\t',
    v: '\v',
  };
  return body.replace(
    /\\(?:x([0-9a-f]{2})|u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
    (_whole, x?: string, u?: string, U?: string, c?: string) => {
      const code = x ?? u ?? U;
      if (code === undefined) return simple[c ?? ''] ?? c ?? '';
      const point = Number.parseInt(code, 16);
      return point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    },
  );
}

/**
 * Reads the `FLAG: --name="value"` lines that Kubernetes components log when they start, whatever klog or the journal
 * put before them. The last start in the log counts.
 */
export function readFlagLog(text: string): PrintedFlags {
  let flags = new Map<string, string>();
  for (const line of text.split(/\r\n|\n|\r/)) {
    const at = line.indexOf('FLAG: --');
    if (at === -1) continue;
    const rest = line.slice(at + 'FLAG: --'.length);
    const name = /^[A-Za-z0-9._-]+(?==")/.exec(rest)?.[0];
    if (name === undefined) continue;
    const value = goString(rest.slice(name.length + 1));
    if (value === null) continue;
    // Each flag is logged once per start, in alphabetical order: a name seen before begins another start.
    if (flags.has(name)) flags = new Map();
    flags.set(name, value);
  }
  return flags;
}

/** Gates are printed with the component they are of before a colon, and each as often as it was given. */
function plainElements(flag: Flag, elements: readonly string[]): readonly string[] {
  if (typeRules(flag.type).repeats !== 'merge') return elements;
  return [...mergedEntries(elements.map((element) => element.trim().replace(/^(?:kube)?:/, '')))].sort();
}

/** The value of a flag in a form in which what was set and what is printed can be compared. */
function comparable(flag: Flag | undefined, text: string, elements: readonly string[] | null): string {
  if (flag === undefined) return text;
  if (elements !== null) return plainElements(flag, elements).join('\0');
  if (flag.type === 'duration') return String(goDuration(text) ?? text);
  return text === '<nil>' ? '' : text;
}

export interface FlagzDifference {
  readonly flag: string;
  /** What was set; null when it cannot be known. */
  readonly set: string | null;
  /** What the running component prints; null when it does not know the flag. */
  readonly printed: string | null;
}

/**
 * Compares flags that are set with what the running component says it has. Only set flags are compared: a flag that
 * is not set has a default on the other side. Values the component keeps to itself (`CLASSIFIED`) are passed over.
 */
export function compareWithPrinted(
  flags: Readonly<Record<string, EffectiveFlag>>,
  printed: PrintedFlags,
  catalog: FlagCatalog,
): readonly FlagzDifference[] {
  return Object.values(flags).flatMap(({ name, value, values, origin, confidence }) => {
    if (origin === 'default' || confidence === 'undetermined' || value === null) return [];
    const other = printed.get(name);
    if (other === 'CLASSIFIED') return [];
    const flag = catalog.get(name);
    const shown = other === undefined || flag === undefined ? null : listedElements(flag, other);
    const same = other !== undefined && comparable(flag, value, values ?? null) === comparable(flag, other, shown);
    if (same) return [];
    return [{ flag: name, set: value, printed: other ?? null }];
  });
}
