import type { Flag } from './flag.js';
import type { RangeOf, RangesByName } from './recorded-ranges.js';

/** What is true of a flag over some minors. */
export type RecordedRange = RangeOf<Omit<Flag, 'name'>>;

/** One file of `data/`: written by tools/catalog, one component over many minors. */
export interface RecordedFlags {
  readonly component: string;
  /** Minors that no range covers do not have the flag. */
  readonly flags: RangesByName<Omit<Flag, 'name'>>;
}
