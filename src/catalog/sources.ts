import { isKnownComponent, type KnownComponent } from '../kernel/component.js';
import { minorOf } from '../kernel/version.js';
import sources from './data/sources.json' with { type: 'json' };

/**
 * `built`: the program of that very version was built, and asked for its flags. `sources`: that version cannot be
 * built, and its flags were read from its source text.
 */
export type SourceKind = 'built' | 'sources';

/** What the records of one component in one minor were read from. */
export interface RecordSource {
  readonly minor: string;
  /** The exact version: `1.37.1`. */
  readonly version: string;
  readonly kind: SourceKind;
}

// By component and minor, from old to new: the exact version; with the kind where it was not built.
type Written = string | { readonly version: string; readonly kind: string };
const recordedFrom: Readonly<Record<KnownComponent, Readonly<Record<string, Written>>>> = sources;

/** The minors of a component whose flags are recorded, from old to new; none for a component we do not know. */
export function knownMinors(component: string): readonly string[] {
  return isKnownComponent(component) ? Object.keys(recordedFrom[component]) : [];
}

/** What is recorded for a component in a version (`1.37.1`, `v1.37.1`) or minor (`1.37`); null when nothing is. */
export function recordSource(component: string, version: string): RecordSource | null {
  if (!isKnownComponent(component)) return null;
  const minor = minorOf(version);
  const written = Object.hasOwn(recordedFrom[component], minor) ? recordedFrom[component][minor] : undefined;
  if (written === undefined) return null;
  if (typeof written === 'string') return { minor, version: written, kind: 'built' };
  return { minor, version: written.version, kind: 'sources' };
}
