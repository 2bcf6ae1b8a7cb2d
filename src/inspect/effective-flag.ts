import type { Problem } from '../kernel/problem.js';

export type Origin = 'set' | 'env' | 'file' | 'default';

/**
 * `certain`: the source carries the value as the program sees it. `reconstructed`: it was put together from text that
 * had lost word or line boundaries. `undetermined`: it cannot be known from this source.
 */
export type Confidence = 'certain' | 'reconstructed' | 'undetermined';

/** Where in which source a value was found; lines and columns from 1. */
export interface Provenance {
  readonly source: string;
  readonly line?: number;
  readonly column?: number;
}

/** The value that a component uses for one flag, and how we know. */
export interface EffectiveFlag {
  readonly name: string;
  readonly type: string;
  /** Canonical text; null when undetermined. */
  readonly value: string | null;
  /** The elements, for list and map types. */
  readonly values?: readonly string[];
  readonly origin: Origin;
  readonly confidence: Confidence;
  readonly provenance: readonly Provenance[];
  /** Earlier values of a flag given several times, which lost. */
  readonly overrode: readonly { readonly value: string; readonly provenance: Provenance }[];
}

/** What a source is; an open set. */
export type SourceKind = 'manifest' | 'unit' | 'ps' | 'proc' | 'log' | 'flagz' | (string & {});

/** One component as one set of sources shows it. */
export interface InspectedComponent {
  readonly component: string;
  readonly host?: string;
  readonly version?: string;
  readonly sources: readonly { readonly kind: SourceKind; readonly path?: string }[];
  readonly flags: Readonly<Record<string, EffectiveFlag>>;
  /** Words that are neither flags nor values of flags. */
  readonly positionals: readonly string[];
  /** Where two sources of the same component disagree. */
  readonly differences: readonly {
    readonly flag: string;
    readonly values: readonly { readonly source: string; readonly value: string | null }[];
  }[];
  readonly problems: readonly Problem[];
}

export interface Inspection {
  readonly components: readonly InspectedComponent[];
  readonly problems: readonly Problem[];
}
