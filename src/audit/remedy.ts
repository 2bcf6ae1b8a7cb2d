import type { Judged } from './judged.js';

/** The flags that a text names: `--anonymous-auth` in "set --anonymous-auth=false". */
export function flagsNamed(text: string): readonly string[] {
  return [...text.matchAll(/--([a-z][a-z0-9-]*[a-z0-9])/g)].map(([, name = '']) => name);
}

/** The first of several remedies that names only flags of all these versions; the last one where nothing is known. */
export function remedyFor(remedies: readonly string[], candidates: readonly Judged[]): string | null {
  const works = (text: string): boolean =>
    flagsNamed(text).every((name) => candidates.every(({ catalog }) => catalog?.get(name) !== undefined));
  return remedies.find(works) ?? remedies.at(-1) ?? null;
}
