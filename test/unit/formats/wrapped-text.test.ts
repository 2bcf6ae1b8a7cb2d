import { describe, expect, it } from 'vitest';
import { fieldOf, wrappedTexts } from '../../../src/formats/wrapped-text.js';
import { parseYaml } from '../../../src/formats/yaml.js';

const read = (text: string, limit = 100) => wrappedTexts(parseYaml(text, { file: 'x' }), text, limit);

describe('texts inside another one', () => {
  it('are those with several lines and those that are an object, with their shift', () => {
    const text = [
      'a:',
      '  - content: |',
      '      one',
      '      two',
      '  - content: plain',
      '    more: "x\\ny"',
      '    json: \'  {"a":1}\'',
      '    late: \'x {"a":1}\'',
      '    folded: >',
      '      a',
      '',
      '      b',
      '    n: 5',
      '    none: null',
      'b: |-',
      '',
      '    three',
      '    four',
      '',
    ].join('\n');
    expect(read(text)).toEqual([
      { text: 'one\ntwo\n', field: 'a[0].content', shift: { lines: 2, columns: 6 } },
      { text: 'x\ny', field: 'a[1].more', shift: null },
      { text: '  {"a":1}', field: 'a[1].json', shift: null },
      { text: 'a\nb\n', field: 'a[1].folded', shift: null },
      { text: '\nthree\nfour', field: 'b', shift: { lines: 15, columns: 4 } },
    ]);
  });

  it('may be the whole document', () => {
    expect(read('|\n  a\n  b\n')).toEqual([{ text: 'a\nb\n', field: '', shift: { lines: 1, columns: 2 } }]);
  });

  it('are no more than so many', () => {
    expect(read('- "a\\nb"\n- "c\\nd"\n- "e\\nf"\n', 2).map(({ field }) => field)).toEqual(['[0]', '[1]']);
  });
});

describe('the name of a place', () => {
  it.each([
    [[], ''],
    [['a'], 'a'],
    [['a', 'b', 0, 'c', 1, 2], 'a.b[0].c[1][2]'],
    [[3, 'x'], '[3].x'],
  ])('%j is %s', (path, field) => {
    expect(fieldOf(path)).toBe(field);
  });
});
