import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { type ByMinor, fold, print, unfold } from '../../../tools/catalog/ranges.mjs';

interface Facts {
  readonly type: string;
  readonly default: string;
}

const one = { name: 'a', type: 'int', default: '1' };
const two = { name: 'a', type: 'int', default: '2' };

describe('folding the flags of many minors', () => {
  it('writes down once what stays the same, and leaves the end open for the newest minor', () => {
    expect(fold({ '1.9': [one], '1.10': [one] })).toEqual({ a: [{ from: '1.9', type: 'int', default: '1' }] });
  });

  it('starts a new range where something changes, and closes the one before', () => {
    expect(fold({ '1.9': [one], '1.10': [two], '1.11': [] })).toEqual({
      a: [
        { from: '1.9', to: '1.9', type: 'int', default: '1' },
        { from: '1.10', to: '1.10', type: 'int', default: '2' },
      ],
    });
  });

  it('keeps a gap where a flag was away for a while', () => {
    const folded = fold({ '1.9': [one], '1.10': [], '1.11': [one] });
    expect(folded.a).toHaveLength(2);
    expect(unfold(['1.9', '1.10', '1.11'], folded)['1.10']).toEqual([]);
  });

  it('closes open ranges when a newer minor comes and lacks the flag', () => {
    const before = fold({ '1.9': [one] });
    const after = fold({ ...unfold(['1.9'], before), '1.10': [] });
    expect(after.a).toEqual([{ from: '1.9', to: '1.9', type: 'int', default: '1' }]);
  });

  it('takes an older minor in later', () => {
    const before = fold({ '1.9': [one], '1.11': [one] });
    const after = fold({ ...unfold(['1.9', '1.11'], before), '1.10': [two] });
    expect(after.a?.map(({ from, to, default: value }) => [from, to, value])).toEqual([
      ['1.9', '1.9', '1'],
      ['1.10', '1.10', '2'],
      ['1.11', undefined, '1'],
    ]);
  });

  it('unfolds to what was folded, for any history', () => {
    const minors = ['1.8', '1.9', '1.10', '1.11'];
    const flag = fc.record({
      name: fc.constantFrom('a', 'b', 'c'),
      type: fc.constantFrom('int', 'bool'),
      default: fc.constantFrom('0', '1'),
    });
    const flags = fc.uniqueArray(flag, { selector: ({ name }) => name });
    const sorted = flags.map((some) => some.sort((a, b) => a.name.localeCompare(b.name)));
    const history = fc.record(Object.fromEntries(minors.map((minor) => [minor, sorted])));
    fc.assert(
      fc.property(history, (byMinor: ByMinor<Facts>) => {
        const folded = fold(byMinor);
        expect(unfold(minors, folded)).toEqual(byMinor);
        expect(JSON.parse(print({ component: 'x' }, 'flags', folded))).toEqual({ component: 'x', flags: folded });
      }),
    );
  });
});
