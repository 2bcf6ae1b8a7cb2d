import { describe, expect, it } from 'vitest';
import { parseYaml, stringifyYaml, type YamlOptions } from '../../../src/formats/yaml.js';

const parse = (text: string, options: YamlOptions = {}) => parseYaml(text, { file: 'x' }, options);

/** Each problem as `line:column what -> fix`. */
const problems = (text: string, options: YamlOptions = {}): string[] =>
  parse(text, options).problems.map(({ where, what, fix }) => {
    return `${where.line ?? '-'}:${where.column ?? '-'} ${what}${fix === undefined ? '' : ` -> ${fix}`}`;
  });

describe('words that readers of YAML take for different values', () => {
  it.each([
    ...['y', 'Y', 'yes', 'Yes', 'n', 'N', 'no', 'NO', 'on', 'On', 'off', 'OFF', '~'],
    ...['010', '-010', '+07', '00', '0o17', '0b1', '0b1_0', '0x1f', '0xFF', '-0x1', '0x_1'],
    ...['1_000', '-1_0', '1_0.5', '1_', '1_0.', '12_3_4.5_6'],
    ...['1e3', '1E3', '-1.5e+10', '+.5e-1', '1.e3'],
    ...['1:30', '12:30:45', '-1:0', '1:59', '190:20:30.15', '1:5.'],
    ...['.inf', '-.inf', '+.Inf', '.nan', '.NaN'],
  ])('%s', (word) => {
    const ambiguous = `1:4 ${word} is read as different values by different YAML readers -> write "${word}" for the text, or a plain decimal number, true or false`;
    expect(problems(`a: ${word}`, { refuseAmbiguous: true })).toEqual([ambiguous]);
    expect(problems(`a: ${word}`)).toEqual([]);
    expect(problems(`a: "${word}"`, { refuseAmbiguous: true })).toEqual([]);
  });

  it.each([
    ...['yy', 'nope', 'none', 'only', 'offer', 'ye', 'true', 'false', 'null', 'x~', '~x'],
    ...['0', '-0', '10', '8080', '1.5', '-1', '0x', '0b', '0o', 'a0x1', '0y1', '0xg', '10x'],
    ...['_1', 'a_1', '1_a', '1.5_0', 'e3', '1e', '1ex', 'x1e3', '1e3x', '1e.3'],
    ...['1:60', '1:x', 'x1:30', '1:30x', '198.51.100.11:30', '1.2:3', '::1', '1:300'],
    ...['inf', 'x.inf', '.infx', '.nanx', '-.nan', 'x.nan'],
  ])('not %s', (word) => {
    expect(problems(`a: ${word}`, { refuseAmbiguous: true })).toEqual([]);
  });
});

describe('what is wrong with a text', () => {
  it.each<[string, string[]]>([
    [
      'a: 1\na: 2\n"a": 3',
      [
        '2:1 the key a was given before, on line 1 -> keep one of the two',
        '3:1 the key a was given before, on line 1 -> keep one of the two',
      ],
    ],
    ['? [a]\n: 1', ['1:3 the key of a map must be plain text']],
    ['a: &x {b: 1}\nc:\n  <<: *x', ['3:3 merge keys (<<) are not read -> write the keys out']],
    ['a: *x', ['1:4 there is no anchor &x before this alias']],
    ['a: !x 1', ['1:7 the tag !x is not read -> write the value without a tag']],
    ['a: !!binary YQ==', ['1:13 the tag !!binary is not read -> write the value without a tag']],
    [
      'a: [!x {}, !x []]',
      [
        '1:8 the tag !x is not read -> write the value without a tag',
        '1:15 the tag !x is not read -> write the value without a tag',
      ],
    ],
    ['a: 1\n---\nb: 2', ['2:1 a second YAML document begins here -> keep one document per file']],
    ['a:\n\tb: 1', ['2:1 a tab is used for indentation -> indent with spaces']],
    [
      'a: [1',
      ['1:6 this is not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
    ],
    ['a\u0000b', ['1:2 there is a NUL byte in the text -> remove it']],
    ['a: 1\nbc\u0007', ['2:3 there is a character that YAML forbids: U+0007 -> remove it']],
    ['\u007f', ['1:1 there is a character that YAML forbids: U+007f -> remove it']],
  ])('%j', (text, expected) => {
    expect(problems(text)).toEqual(expected);
  });

  it.each([0x01, 0x08, 0x0b, 0x0c, 0x0e, 0x1f, 0x7f, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xfffe, 0xffff])(
    'YAML forbids the character %i',
    (code) => {
      const { value, problems: found } = parse(`a: ${String.fromCharCode(code)}b`);
      expect(value).toBeUndefined();
      expect(found.map(({ what }) => what)).toEqual([
        `there is a character that YAML forbids: U+${code.toString(16).padStart(4, '0')}`,
      ]);
    },
  );

  it.each(['\t', '\u0085', '\u00a0', '\ud7ff', '\ue000', '\ufffd', '\ud800\udc00', '\udbff\udfff', '~', ' '])(
    'YAML allows the character %j',
    (character) => {
      expect(parse(`a: "${character}"`)).toMatchObject({ value: { a: character }, problems: [] });
    },
  );

  it('knows the tags of the core schema', () => {
    const text = 'a: !!str 1\nb: !!int 1\nc: !!map {}\nd: !!seq []\ne: !!bool true\nf: !!null\ng: !!float 1';
    expect(problems(text)).toEqual([]);
    expect(problems('a: !<tag:yaml.org,2002:strx> 1')).toHaveLength(1);
    expect(problems('a: !<xtag:yaml.org,2002:str> 1')).toHaveLength(1);
  });

  it('tells no more than twenty faults of syntax and a hundred of values, and reads nothing at the first kind', () => {
    expect(parse('- a: b: c\n'.repeat(60)).problems).toHaveLength(20);
    expect(parse('- a: b: c\n'.repeat(60)).value).toBeUndefined();
    expect(problems('- !x 1\n'.repeat(150))).toHaveLength(100);
  });

  it('is told with its code, its file and its line', () => {
    expect(parse('a: *x').problems).toMatchObject([{ code: 'input-invalid-yaml', where: { file: 'x', line: 1 } }]);
    const { problems: found } = parse('\na: *x', { code: 'pki-kubeconfig', firstLine: 11 });
    expect(found).toMatchObject([
      { code: 'pki-kubeconfig', where: { file: 'x', line: 12, column: 4, excerpt: 'a: *x' } },
    ]);
    expect(parse('\na: \u0000', { firstLine: 11 }).problems).toMatchObject([
      { where: { file: 'x', line: 12, column: 4 } },
    ]);
  });

  it('is shown with lines up to 2000 characters', () => {
    const excerpt = (length: number) => parse(`${' '.repeat(length - 2)}*x`).problems[0]?.where.excerpt?.length;
    expect([excerpt(2000), excerpt(2001)]).toEqual([2000, undefined]);
  });

  it('is where reading was given up', () => {
    const limits = { maxLength: 20, maxDepth: 2, maxTokens: 14, maxNodes: 4 };
    expect(problems('x'.repeat(21), { limits })).toEqual([
      '-:- the file has 21 characters, more than the 20 that are read',
    ]);
    expect(problems('x'.repeat(20), { limits })).toEqual([]);
    expect(problems('[[1]]', { limits })).toEqual([]);
    expect(problems('[[[1]]]', { limits })).toEqual(['1:4 lists and maps stand in each other more than 2 levels deep']);
    expect(problems('a:\n b:\n  c: 1', { limits: { maxDepth: 2 } })).toEqual([
      '3:5 lists and maps stand in each other more than 2 levels deep',
    ]);
    expect(problems('[1, 2, 3]', { limits })).toEqual([]);
    expect(problems('[1, 2, 3, 4, 5]', { limits })).toEqual([
      expect.stringMatching(/^1:1\d the text has more than 14 pieces$/),
    ]);
    expect(problems('[1, 2, 3, 4]', { limits: { maxNodes: 4 } })).toEqual(['1:11 there are more than 4 values']);
    expect(problems('- &x [1]\n- [*x]', { limits: { maxDepth: 4 } })).toEqual([]);
    expect(problems('- &x [1, 2]\n- [[*x]]', { limits: { maxDepth: 4 } })).toEqual([
      '1:7 values stand in each other more than 4 levels deep',
    ]);
    expect(parse('- &x [1]\n- [[*x]]', { limits: { maxDepth: 4 } }).value).toBeUndefined();
    const none = parse('a: 1', { limits: { maxLength: 1 } });
    expect([none.locate(['a'], 'value'), none.written(['a'])]).toEqual([{ file: 'x' }, undefined]);
  });
});

describe('what is read besides', () => {
  it.each<[string, unknown]>([
    ['', null],
    ['# c', null],
    ['a: *x\nb: 1', { a: undefined, b: 1 }],
    ['a: !x 1\nb: 1', { a: undefined, b: 1 }],
    ['a: 1\na: 2', { a: 1 }],
    ['\ufeffa: 1\r\nb: 2\rc: 3', { a: 1, b: 2, c: 3 }],
    ['a: &x [1]\nb: *x', { a: [1], b: [1] }],
    ['a:\nb: ~', { a: null, b: null }],
    ['010: 1\ntrue: 2\n1.0: 3', { '010': 1, true: 2, '1.0': 3 }],
  ])('%j', (text, value) => {
    const read = parse(text).value;
    expect(read === undefined ? undefined : structuredClone(read)).toEqual(value);
  });
});

describe('merge keys', () => {
  const text = [
    'one: &one { a: 1, b: 2 }',
    'two: &two',
    '  b: 3',
    '  c: 4',
    '  <<: *one',
    'all:',
    '  <<: [*two, *one]',
    '  a: 5',
    'none:',
    '  <<: 7',
    '"<<": 8',
    'list: &list [6]',
    'alias: *two',
    'items: *list',
  ].join('\n');
  const read = () => parse(text, { mergeKeys: true });
  const place = (...path: (string | number)[]): string => {
    const yaml = read();
    const [key, value] = [yaml.locate(path, 'key'), yaml.locate(path, 'value')];
    return `${key.line ?? 0}:${key.column ?? 0} ${value.line ?? 0}:${value.column ?? 0} ${yaml.written(path) ?? '-'}`;
  };

  it('bring in what a map has not itself, the first of several first', () => {
    const yaml = read();
    expect(yaml.problems).toEqual([]);
    expect(JSON.parse(JSON.stringify(yaml.value))).toEqual({
      one: { a: 1, b: 2 },
      two: { b: 3, c: 4, a: 1 },
      all: { a: 5, b: 3, c: 4 },
      none: {},
      '<<': 8,
      list: [6],
      alias: { b: 3, c: 4, a: 1 },
      items: [6],
    });
  });

  it.each<[(string | number)[], string]>([
    [['all', 'a'], '8:3 8:6 5'],
    [['all', 'b'], '3:3 3:6 3'],
    [['all', 'c'], '4:3 4:6 4'],
    [['two', 'a'], '1:13 1:16 1'],
    [['alias', 'b'], '3:3 3:6 3'],
    [['alias', 'a'], '1:13 1:16 1'],
    [['alias', 'z'], '13:1 13:1 -'],
    [['items', 0], '12:14 12:14 6'],
    [['items', 1], '14:1 14:1 -'],
    [['none', 'a'], '9:1 9:1 -'],
    [['list', 'x'], '12:1 12:1 -'],
    [['one', 'a', 'x'], '1:13 1:13 -'],
    [['one', 0], '1:1 1:1 -'],
  ])('tell the place of %j', (path, expected) => {
    expect(place(...path)).toBe(expected);
  });

  it.each(['7', '~', 'ab', '[~, 7, ab]', ''])('bring nothing in from %j', (source) => {
    const { value, problems: found } = parse(`a:\n  <<: ${source}\n  b: 1`, { mergeKeys: true });
    expect([JSON.parse(JSON.stringify(value)), found]).toEqual([{ a: { b: 1 } }, []]);
  });

  it('are not followed where they are not read', () => {
    const yaml = parse('a: &x {b: 1}\nc: *x');
    expect(yaml.locate(['c', 'b'], 'value')).toMatchObject({ line: 2 });
  });

  it('may merge what merges itself, up to fifty times', () => {
    const chain = (count: number) =>
      parse(
        ['m0: &m0 { z: 1 }', ...Array.from({ length: count }, (_, i) => `m${i + 1}: &m${i + 1} { <<: *m${i} }`)].join(
          '\n',
        ),
        { mergeKeys: true, limits: { maxDepth: 200 } },
      ).locate([`m${count}`, 'z'], 'key').line;
    expect(chain(51)).toBe(1);
    expect(chain(52)).toBe(53);
  });
});

describe('places in a text that has been read', () => {
  it('are those of the nearest parent where a value is missing', () => {
    const yaml = parse('a:\nb:\n  c: 1\n');
    expect(yaml.locate(['a'], 'value')).toMatchObject({ line: 1 });
    expect(yaml.locate(['a', 'x'], 'value')).toMatchObject({ line: 1 });
    expect(yaml.written(['a', 'x'])).toBeUndefined();
    expect(yaml.written(['b'])).toBeUndefined();
    expect(yaml.locate(['b', 'c'], 'key')).toEqual({ file: 'x', line: 3, column: 3, excerpt: '  c: 1' });
    // A key without a value, whose name comes again in a path that is not there.
    expect(parse('? a\n? b').written(['a', 'b', 'a'])).toBeUndefined();
    expect(yaml.locate([], 'value')).toMatchObject({ line: 1, column: 1 });
  });
});

describe('writing', () => {
  it('indents by two blanks, or as many as are asked for', () => {
    expect(stringifyYaml({ a: { b: [1] } })).toBe('a:\n  b:\n    - 1\n');
    expect(stringifyYaml({ a: { b: 1 } }, { indent: 4 })).toBe('a:\n    b: 1\n');
  });
});
