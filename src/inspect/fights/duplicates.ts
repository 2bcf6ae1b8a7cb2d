import type { InspectedComponent } from '../effective-flag.js';
import type { Finding } from './view.js';

/**
 * Flags that are given several times though only one value counts, with the places of the others. Nothing is said where
 * the one that counts is not known: in a template each of them may stand in a condition of its own.
 */
export function duplicates({ flags }: InspectedComponent): readonly Finding[] {
  return Object.values(flags).flatMap((flag): Finding[] => {
    const { name, origin, confidence, overrode, value, provenance } = flag;
    if (origin !== 'set' || confidence === 'undetermined' || overrode.length === 0) return [];
    const lost = [...new Set(overrode.flatMap(({ provenance: at }) => at.line ?? []))];
    const line = provenance[0]?.line;
    const elsewhere = line !== undefined && lost.some((other) => other !== line);
    const counts = elsewhere ? `the one in line ${line} counts, not line ${lost.join(', ')}` : 'the last one counts';
    const same = overrode.every((other) => other.value === value);
    return [
      {
        code: 'input-duplicate-flag',
        severity: 'warning',
        flag: name,
        what: `--${name} is given ${overrode.length + 1} times, ${same ? 'each time with the same value' : counts}`,
        fix: 'keep one',
      },
    ];
  });
}
