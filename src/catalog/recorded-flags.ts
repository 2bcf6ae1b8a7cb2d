import { compareVersions } from '../kernel/version.js';
import type { Flag } from './flag.js';

/** What is true of a flag from one minor on, up to and including `to`; without `to`, up to the newest minor recorded. */
export type RecordedRange = Omit<Flag, 'name'> & { from: string; to?: string };

/** One file of `data/`: written by tools/catalog, one component over many minors. */
export interface RecordedFlags {
  readonly component: string;
  /** By name, sorted: what was true when, from old to new. Minors that no range covers do not have the flag. */
  readonly flags: Readonly<Record<string, readonly RecordedRange[]>>;
}

/** The flags that exist in one minor, sorted by name. */
export function flagsIn(recorded: RecordedFlags, minor: string): readonly Flag[] {
  return Object.entries(recorded.flags).flatMap(([name, ranges]) =>
    ranges.filter((range) => covers(range, minor)).map((range) => flagOf(name, range)),
  );
}

function flagOf(name: string, range: RecordedRange): Flag {
  const flag: Partial<RecordedRange> & Flag = { name, ...range };
  delete flag.from;
  delete flag.to;
  return Object.freeze(flag);
}

function covers({ from, to }: RecordedRange, minor: string): boolean {
  return compareVersions(from, minor) <= 0 && (to === undefined || compareVersions(minor, to) <= 0);
}
