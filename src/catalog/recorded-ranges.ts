/** Facts that are true from one minor on, up to and including `to`; without `to`, up to the newest minor recorded. */
export type RangeOf<Facts> = Facts & { from: string; to?: string };

/** One file of `data/`, written by tools/catalog: by name, sorted, what was true when, from old to new. */
export type RangesByName<Facts> = Readonly<Record<string, readonly RangeOf<Facts>[]>>;

/** The facts that are true in one minor, each with its name, in the order of the names. Frozen. */
export function recordsIn<Facts extends object>(
  recorded: RangesByName<Facts>,
  minor: string,
): (Facts & { readonly name: string })[] {
  const record = recordReader(recorded, minor);
  return Object.keys(recorded).flatMap((name) => record(name) ?? []);
}

/** The same for one name at a time; undefined for a name that has nothing in that minor. */
export function recordReader<Facts extends object>(
  recorded: RangesByName<Facts>,
  minor: string,
): (name: string) => (Facts & { readonly name: string }) | undefined {
  const at = placeOf(minor);
  const places = new Map<string, number>();
  // A file names some thirty minors thousands of times.
  const place = (text: string): number => {
    const known = places.get(text) ?? placeOf(text);
    places.set(text, known);
    return known;
  };
  return (name) => {
    const ranges = Object.hasOwn(recorded, name) ? (recorded[name] ?? []) : [];
    const range = ranges.find(({ from, to }) => place(from) <= at && (to === undefined || at <= place(to)));
    return range === undefined ? undefined : factsOf(name, range);
  };
}

/** Minors in the order of their age, as numbers: `1.9` before `1.10`. */
function placeOf(minor: string): number {
  const [major = '', rest = ''] = minor.split('.');
  return Number(major) * 1000 + Number(rest);
}

function factsOf<Facts extends object>(name: string, range: RangeOf<Facts>): Facts & { readonly name: string } {
  // Key by key: leaving out by `delete` or by spreading costs V8 ten times as much, and there are hundreds.
  const facts: Record<string, unknown> = { name };
  for (const [key, fact] of Object.entries(range)) {
    if (key !== 'from' && key !== 'to') facts[key] = fact;
  }
  return Object.freeze(facts) as Facts & { readonly name: string };
}
