import type { Flag } from './flag.js';
import { canonicalName } from './flag-name.js';
import type { SourceKind } from './sources.js';

/** Every flag of one component in one minor. */
export interface FlagCatalog {
  readonly component: string;
  /** The minor it speaks for: `1.37`. */
  readonly minor: string;
  /** The exact version the flags were read from: `1.37.1`. */
  readonly source: string;
  /** Whether that version was built and asked, or its source text was read. */
  readonly sourceKind: SourceKind;
  /** The flag of that name, written as the component itself would accept it; undefined when it knows no such flag. */
  get(name: string): Flag | undefined;
  /** The flag with that one-letter short form (`v`). */
  byShorthand(letter: string): Flag | undefined;
  /** All names, sorted. */
  names(): readonly string[];
  /** All flags, sorted by name. */
  all(): readonly Flag[];
}

/** A catalogue over flags that are sorted by name. */
export function flagCatalog(facts: {
  readonly component: string;
  readonly minor: string;
  readonly source: string;
  readonly sourceKind: SourceKind;
  readonly flags: readonly Flag[];
}): FlagCatalog {
  const { component, minor, source, sourceKind } = facts;
  const flags = Object.freeze(facts.flags);
  const byName = new Map(flags.map((flag) => [flag.name, flag]));
  const byLetter = new Map(flags.flatMap((flag) => (flag.shorthand === undefined ? [] : [[flag.shorthand, flag]])));
  const names = Object.freeze(flags.map(({ name }) => name));
  return Object.freeze({
    component,
    minor,
    source,
    sourceKind,
    get: (name: string) => byName.get(canonicalName(component, name)),
    byShorthand: (letter: string) => byLetter.get(letter),
    names: () => names,
    all: () => flags,
  });
}
