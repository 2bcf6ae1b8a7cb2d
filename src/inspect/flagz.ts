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

/** Gates are printed with the component they are of before a colon, and each as often as it was given. */
function plainElements(flag: Flag, elements: readonly string[]): readonly string[] {
  if (typeRules(flag.type).repeats !== 'merge') return elements;
  return [...mergedEntries(elements.map((element) => element.trim().replace(/^(?:kube)?:/, '')))].sort();
}

/** The value of a flag in a form in which what was set and what is printed can be compared. */
export function comparable(flag: Flag | undefined, text: string, elements: readonly string[] | null): string {
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
