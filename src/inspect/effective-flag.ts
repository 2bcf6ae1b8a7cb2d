import type { Problem } from '../kernel/problem.js';
import type { Companion, EffectiveSettings } from './companion.js';
import type { Provenance } from './provenance.js';

export type { Provenance } from './provenance.js';

export type Origin = 'set' | 'env' | 'file' | 'default';

/**
 * `certain`: the source carries the value as the program sees it. `reconstructed`: it was put together from text that
 * had lost word or line boundaries. `undetermined`: it cannot be known from this source.
 */
export type Confidence = 'certain' | 'reconstructed' | 'undetermined';

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
  /** How the version is known; `flags`: only a range follows from the flags, see `versions`. */
  readonly versionFrom?: 'statusz' | 'binary' | 'image' | 'path' | 'config' | 'told' | 'log' | 'flags';
  /** The minors that know every flag that is set, from old to new, where no version is known. */
  readonly versions?: { readonly from: string; readonly to: string };
  readonly sources: readonly { readonly kind: SourceKind; readonly path?: string }[];
  /**
   * Flags may be missing: the source was cut off, or holds a word that stands for flags it does not say. Then the
   * absence of a flag means nothing.
   */
  readonly incomplete?: true;
  readonly flags: Readonly<Record<string, EffectiveFlag>>;
  readonly settings?: EffectiveSettings;
  /** The files that flags point to, as far as they were looked at. */
  readonly companions?: readonly Companion[];
  /** Words that are neither flags nor values of flags. */
  readonly positionals: readonly string[];
  /** Where two sources of the same component disagree. */
  readonly differences: readonly {
    readonly flag: string;
    readonly values: readonly { readonly source: string; readonly value: string | null }[];
  }[];
  readonly problems: readonly Problem[];
}

/** What differs between several masters in one component. */
export interface MasterMatrix {
  readonly component: string;
  /** Columns: the masters by host, or by source where there is none. */
  readonly hosts: readonly string[];
  /** Where the masters run different versions; null where it is not known. */
  readonly versions?: Readonly<Record<string, string | null>>;
  readonly rows: readonly {
    readonly flag: string;
    /** The row compares what is in the file that the flag names: fingerprints of certificates and keys, facts of others. */
    readonly of?: 'file';
    /** It has to differ, or it differs in writing only: `why` says which. */
    readonly expected: boolean;
    /**
     * Of what is expected: a master's own address, name or membership; its own certificate or key, of the same issuer;
     * each another apiserver, which must be its own; or the same value written otherwise.
     */
    readonly why?: 'own-address' | 'own-certificate' | 'own-apiserver' | 'same-meaning';
    /** Null where the flag is not set; a master of which it cannot be known is missing. */
    readonly values: Readonly<Record<string, string | null>>;
  }[];
}

export interface Inspection {
  readonly components: readonly InspectedComponent[];
  /** Where a component was found on several masters. */
  readonly matrix?: readonly MasterMatrix[];
  readonly problems: readonly Problem[];
}
