/** Minors in a row, from old to new. */
export interface MinorRange {
  readonly from: string;
  readonly to: string;
}

export interface Narrowed {
  readonly versions: MinorRange;
  /** Names that every minor of the range lacks though another one has them; empty when the range fits. */
  readonly lacking: readonly string[];
}

interface Range {
  readonly from: string;
  readonly to?: string;
}

/**
 * The minors that know the most of some names, each given by the ranges in which it is known: those that know all of
 * them, when there are any. Of several rows of minors the one with the newest. A name without any range says nothing
 * about the version. Takes time for the names and the minors, not for their product.
 */
export function narrowVersions(
  minors: readonly string[],
  names: readonly { readonly name: string; readonly ranges: readonly Range[] }[],
): Narrowed | null {
  const index = new Map(minors.map((minor, i) => [minor, i]));
  const telling = names.filter(({ ranges }) => ranges.length > 0);
  if (telling.length === 0 || minors.length === 0) return null;
  const covers = ({ from, to }: Range): readonly [number, number] => [
    index.get(from) ?? 0,
    to === undefined ? minors.length - 1 : (index.get(to) ?? minors.length - 1),
  ];
  // Where the count of known names goes up, and where down again.
  const steps = new Array<number>(minors.length + 1).fill(0);
  for (const { ranges } of telling) {
    for (const [first, last] of ranges.map(covers)) {
      steps[first] = (steps[first] ?? 0) + 1;
      steps[last + 1] = (steps[last + 1] ?? 0) - 1;
    }
  }
  let known = 0;
  const counts = minors.map((_, i) => (known += steps[i] ?? 0));
  const most = Math.max(...counts);
  const last = counts.lastIndexOf(most);
  let first = last;
  while (first > 0 && counts[first - 1] === most) first--;
  const inRange = (i: number) => (range: Range) => covers(range)[0] <= i && i <= covers(range)[1];
  const lacking = telling.filter(({ ranges }) => !ranges.some(inRange(last))).map(({ name }) => name);
  return { versions: { from: minors[first] ?? '', to: minors[last] ?? '' }, lacking };
}
