import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { narrowVersions } from '../../../src/inspect/narrow-versions.js';

const minors = Array.from({ length: 12 }, (_, i) => `1.${i + 8}`);
const named = (name: string, ...ranges: [string, string?][]) => ({
  name,
  ranges: ranges.map(([from, to]) => (to === undefined ? { from } : { from, to })),
});

describe('the minors that know all flags', () => {
  it('are where the ranges of all names overlap', () => {
    const found = narrowVersions(minors, [
      named('a', ['1.8', '1.15']),
      named('b', ['1.10']),
      named('c', ['1.9', '1.14']),
    ]);
    expect(found).toEqual({ versions: { from: '1.10', to: '1.14' }, lacking: [] });
  });

  it('are all of them when no name has come or gone', () => {
    expect(narrowVersions(minors, [named('a', ['1.8'])])?.versions).toEqual({ from: '1.8', to: '1.19' });
  });

  it('may be the row after a gap, when a flag went and came again', () => {
    const found = narrowVersions(minors, [named('a', ['1.8', '1.10'], ['1.13', '1.15'])]);
    expect(found?.versions).toEqual({ from: '1.13', to: '1.15' });
  });

  it('are those with the fewest unknown names when none knows all, and the newest of these', () => {
    const found = narrowVersions(minors, [
      named('old', ['1.8', '1.9']),
      named('new', ['1.18']),
      named('newer', ['1.19']),
    ]);
    expect(found).toEqual({ versions: { from: '1.19', to: '1.19' }, lacking: ['old'] });
  });

  it('do not depend on names that no minor knows', () => {
    const found = narrowVersions(minors, [named('a', ['1.8', '1.9']), named('typo')]);
    expect(found).toEqual({ versions: { from: '1.8', to: '1.9' }, lacking: [] });
  });

  it('are not known when no name says anything', () => {
    expect(narrowVersions(minors, [named('typo')])).toBeNull();
    expect(narrowVersions(minors, [])).toBeNull();
    expect(narrowVersions([], [named('a', ['1.8'])])).toBeNull();
  });

  it('are the same as by asking every minor about every name', () => {
    const range = fc.tuple(fc.nat(11), fc.nat(11)).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const);
    fc.assert(
      fc.property(fc.array(range, { minLength: 1, maxLength: 8 }), (ranges) => {
        const counts = minors.map((_, i) => ranges.filter(([from, to]) => from <= i && i <= to).length);
        const most = Math.max(...counts);
        const last = counts.lastIndexOf(most);
        const found = narrowVersions(
          minors,
          ranges.map(([from, to], i) => named(String(i), [minors[from] ?? '', minors[to]])),
        );
        expect(found?.versions.to).toBe(minors[last]);
        expect(found?.lacking.length).toBe(ranges.length - most);
        const first = minors.indexOf(found?.versions.from ?? '');
        expect(counts.slice(first, last + 1).every((count) => count === most)).toBe(true);
        expect(first === 0 || counts[first - 1] !== most).toBe(true);
      }),
    );
  });
});
