import { compareVersions } from '../kernel/version.js';

/** Facts that are true from one minor on, up to and including `to`; without `to`, up to the newest minor recorded. */
export type RangeOf<Facts> = Facts & { from: string; to?: string };

/** One file of `data/`, written by tools/catalog: by name, sorted, what was true when, from old to new. */
export type RangesByName<Facts> = Readonly<Record<string, readonly RangeOf<Facts>[]>>;

/** The facts that are true in one minor, each with its name, in the order of the names. Frozen. */
export function recordsIn<Facts extends object>(
  recorded: RangesByName<Facts>,
  minor: string,
): (Facts & { readonly name: string })[] {
  return Object.entries(recorded).flatMap(([name, ranges]) =>
    ranges.filter((range) => covers(range, minor)).map((range) => factsOf(name, range)),
  );
}

function factsOf<Facts extends object>(name: string, range: RangeOf<Facts>): Facts & { readonly name: string } {
  const facts: Facts & { name: string; from?: string; to?: string } = { ...range, name };
  delete facts.from;
  delete facts.to;
  return Object.freeze(facts);
}

function covers(range: { readonly from: string; readonly to?: string }, minor: string): boolean {
  return compareVersions(range.from, minor) <= 0 && (range.to === undefined || compareVersions(minor, range.to) <= 0);
}
