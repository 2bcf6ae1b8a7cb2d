import { describe, expect, it } from 'vitest';
import type { EffectiveFlag, InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { mergeSources } from '../../../src/inspect/merge-sources.js';

const flag = (name: string, value: string | null, more: Partial<EffectiveFlag> = {}): EffectiveFlag => {
  return { name, type: 'string', value, origin: 'set', confidence: 'certain', provenance: [], overrode: [], ...more };
};
const from = (
  path: string,
  flags: readonly EffectiveFlag[],
  more: Partial<InspectedComponent> = {},
): InspectedComponent => ({
  component: 'etcd',
  sources: [{ kind: 'unit', path }],
  flags: Object.fromEntries(flags.map((one) => [one.name, { ...one, provenance: [{ source: path }] }])),
  positionals: [],
  differences: [],
  problems: [],
  ...more,
});
const differing = (...sources: InspectedComponent[]) => mergeSources(sources).differences.map(({ flag: name }) => name);

describe('what several sources say of one component', () => {
  it('is the first, with the places of those that say the same', () => {
    const merged = mergeSources([
      from('a', [flag('x', '1'), flag('y', '2')]),
      from('b', [flag('x', '1'), flag('y', '3')], { version: '1.2.3' }),
      from('c', [flag('x', '1')], { version: '4.5.6' }),
    ]);
    expect(merged.flags.x?.provenance).toEqual([{ source: 'b' }, { source: 'c' }, { source: 'a' }]);
    expect(merged.flags.y).toMatchObject({ value: '2', provenance: [{ source: 'a' }] });
    expect(merged.version).toBe('1.2.3');
    expect(merged.sources.map(({ path }) => path)).toEqual(['a', 'b', 'c']);
    expect(merged.differences).toEqual([
      {
        flag: 'y',
        values: [
          { source: 'a', value: '2' },
          { source: 'b', value: '3' },
          { source: 'c', value: null },
        ],
      },
    ]);
    expect(mergeSources([from('a', []), from('b', [])])).not.toHaveProperty('version');
  });

  it('is itself when there is one, and nothing without any', () => {
    const one = from('a', [flag('x', '1')]);
    expect(mergeSources([one])).toBe(one);
    expect(() => mergeSources([])).toThrow(new RangeError('there is nothing to merge'));
  });

  it.each([
    ['the elements of lists, not their writing', ['a', 'b'], ['a', 'b'], []],
    ['another element', ['a', 'b'], ['a', 'c'], ['x']],
    ['a blank that one has', ['a b'], ['a', 'b'], ['x']],
  ])('is compared by %s', (_what, a, b, differences) => {
    expect(
      differing(from('a', [flag('x', 'one', { values: a })]), from('b', [flag('x', 'other', { values: b })])),
    ).toEqual(differences);
  });

  it('does not differ where one of them cannot tell, or does not show everything', () => {
    const open = flag('x', null, { confidence: 'undetermined' });
    expect(differing(from('a', [open]), from('b', [flag('x', '1')]))).toEqual([]);
    expect(differing(from('a', [flag('x', '1')]), from('b', [open]))).toEqual([]);
    expect(differing(from('a', [flag('x', '1')]), from('b', [], { incomplete: true }))).toEqual([]);
    expect(differing(from('a', [], { incomplete: true }), from('b', [flag('x', '1')]))).toEqual([]);
    expect(differing(from('a', [flag('x', '1')]), from('b', [flag('x', '2')], { incomplete: true }))).toEqual(['x']);
  });

  it('does not count defaults as said', () => {
    const usual = flag('x', '1', { origin: 'default' });
    expect(differing(from('a', [usual]), from('b', [flag('x', '1')]))).toEqual(['x']);
    expect(differing(from('a', [usual]), from('b', []))).toEqual([]);
  });

  it('tells a problem once, those of the others first', () => {
    const problem = (what: string, code = 'input-positional') =>
      ({ code, severity: 'error', where: {}, what }) as const;
    const merged = mergeSources([
      from('a', [], { problems: [problem('one'), problem('three')] as InspectedComponent['problems'] }),
      from('b', [], { problems: [problem('two'), problem('one')] as InspectedComponent['problems'] }),
    ]);
    expect(merged.problems.map(({ what }) => what)).toEqual(['two', 'one', 'three']);
  });

  it('names a source without a path by its kind', () => {
    const bare = (kind: 'proc' | 'flagz', value: string) => from('', [flag('x', value)], { sources: [{ kind }] });
    expect(mergeSources([bare('proc', '1'), bare('flagz', '2')]).differences[0]?.values).toEqual([
      { source: 'proc', value: '1' },
      { source: 'flagz', value: '2' },
    ]);
  });
});
