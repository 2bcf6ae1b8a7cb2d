import type { InspectedComponent } from '../inspect/effective-flag.js';
import { type Judged, valueOf } from './judged.js';
import { type Known, known } from './known.js';

/** Slashes that are doubled and dots that lead nowhere do not make another file. */
function plainPath(path: string): string {
  return path.replace(/\/(?:\.?\/)+/g, '/');
}

/** The public keys in the files that a flag names; null where one of them was not read. */
function publicKeys({ companions = [] }: InspectedComponent, flag: string): readonly string[] | null {
  const files = companions.filter((companion) => companion.flag === flag);
  const keys = files.map(({ facts }) => {
    if (facts?.kind === 'certificates') return facts.certificates.map(({ publicKey }) => publicKey);
    return facts?.kind === 'key' ? facts.publicKeys : null;
  });
  return files.length === 0 || keys.includes(null) ? null : keys.flatMap((some) => some ?? []);
}

function overlap(a: readonly string[], b: readonly string[]): boolean {
  return a.some((one) => b.includes(one));
}

/**
 * Whether two flags name the same file, or, where both were read, files that hold the same key. Files that were not read
 * and have different names are taken for different.
 */
export function sameKey(judged: Judged, [a, b]: readonly [string, string]): Known<boolean> {
  const [left, right] = [valueOf(judged, a), valueOf(judged, b)];
  if (!left.known) return left;
  if (!right.known) return right;
  if (left.value === null || right.value === null) return known(false);
  if (overlap(left.value.elements.map(plainPath), right.value.elements.map(plainPath))) return known(true);
  const keys = [publicKeys(judged.component, a), publicKeys(judged.component, b)] as const;
  return known(keys[0] !== null && keys[1] !== null && overlap(keys[0], keys[1]));
}
