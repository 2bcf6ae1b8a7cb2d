import { describe, expect, it } from 'vitest';
import { parsedOf } from '../../../src/formats/placed-node.js';
import { readPlainYaml } from '../../../src/formats/plain-yaml.js';
import { parseYaml } from '../../../src/formats/yaml.js';

const raw = String.raw;

/** The value without the missing prototypes. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** What is read of the value of a key, and how it is written; the library must read the same. */
function read(text: string): { value: unknown; written: string | undefined } | null {
  const root = readPlainYaml(text);
  if (root === null) return null;
  const face = parsedOf(root, text, 'x', 1);
  const library = parseYaml(text, { file: 'x' });
  expect([face.value, face.written(['a'])]).toEqual([library.value, library.written(['a'])]);
  return { value: (plain(face.value) as { a: unknown }).a, written: face.written(['a']) };
}

describe('scalars that the reader of plain YAML reads itself', () => {
  it.each<[string, unknown]>([
    ['true', true],
    ['True', true],
    ['TRUE', true],
    ['false', false],
    ['False', false],
    ['FALSE', false],
    ['null', null],
    ['Null', null],
    ['NULL', null],
    ['~', null],
    ['tRue', 'tRue'],
    ['0', 0],
    ['-1', -1],
    ['123456789012345', 123456789012345],
    ['1.30.0', '1.30.0'],
    ['198.51.100.11', '198.51.100.11'],
    ['1.2.3.', '1.2.3.'],
    ['+x', '+x'],
    ['1x', '1x'],
    ['x1', 'x1'],
    ['0x', '0x'],
    ['0xg', '0xg'],
    ['0o8', '0o8'],
    ['.x', '.x'],
    ['.info', '.info'],
    ['x.inf', 'x.inf'],
    ['.Inff', '.Inff'],
    ['-.nan', '-.nan'],
    ['.nano', '.nano'],
    ['x.nan', 'x.nan'],
    ['1e', '1e'],
    ['--a=b', '--a=b'],
    ['-a', '-a'],
    ['a -b', 'a -b'],
    ['a:b', 'a:b'],
    ['a#b', 'a#b'],
    ['a & * ! | > \' " % @ ` [ ] { } , ?', 'a & * ! | > \' " % @ ` [ ] { } , ?'],
    ['""', ''],
    ["''", ''],
    ['"a # b: c"', 'a # b: c'],
    [raw`"a\"b\\c\/d"`, raw`a"b\c/d`],
    ["'it''s'", "it's"],
    ["'a\\b'", 'a\\b'],
    ['"\'"', "'"],
    ["'\"'", '"'],
  ])('%s', (text, value) => {
    // What many readers of YAML 1.2 take for a number is left to the library.
    const found = read(`a: ${text}\n`);
    if (text === '1e') expect(found).toBeNull();
    else expect(found).toEqual({ value, written: text });
    if (found !== null) {
      expect(read(`a: ${text} # c\n`)).toEqual({ value, written: text });
      expect(read(`a:   ${text}   \nb: 1\n`)).toEqual({ value, written: text });
      expect(plain(readPlainYaml(`- ${text}\n- x\n`)?.value)).toEqual([value, 'x']);
    }
  });

  it.each([
    ...['-0', '00', '007', '-01', '1234567890123456', '1.5', '-1.5', '+1', '.5', '5.', '1e3', '1E-3', '1.5e+3', '1..2'],
    ...['0o17', '0x1F', '+0x1f', '-0o7', '.inf', '.Inf', '.INF', '-.inf', '+.INF', '.nan', '.NaN', '.NAN'],
    ...[
      '[',
      ']',
      '{',
      '}',
      ',',
      '&x',
      '*x',
      '!x',
      '|+',
      '|2',
      '>',
      '>-',
      '%',
      '@',
      '`',
      '?',
      '? x',
      ': x',
      ':',
      '-',
      '- x',
    ],
    ...['a: b', 'a:', "'a", '"a', "'a' b", '"a" b', '"a"#b', "'a'#b", raw`"\n"`, raw`"\x41"`, "'a'b'", '"a"b"'],
  ])('%s is left to the library', (text) => {
    expect(readPlainYaml(`a: ${text}\n`)).toBeNull();
  });
});

describe('keys that the reader of plain YAML reads itself', () => {
  it.each([
    ['a', 'a'],
    ['_A9', '_A9'],
    ['a.b/c-d', 'a.b/c-d'],
    ['"a b: c"', 'a b: c'],
    ["'a # b'", 'a # b'],
    ['""', ''],
    ["''", ''],
  ])('%s', (written, key) => {
    expect(Object.keys(readPlainYaml(`${written}: 1`)?.value as object)).toEqual([key]);
    expect(Object.keys(readPlainYaml(`x: 1\n${written}:\n  b: 1`)?.value as object)).toEqual(['x', key]);
    expect(plain(readPlainYaml(`- ${written}: { ${written}: 1 }`)?.value)).toEqual([{ [key]: { [key]: 1 } }]);
  });

  it.each(['9', '-a', 'a b', 'a$', '[a]', raw`"a\"b"`, "'it''s'", '<<', '.a', '/a', '? a', '"a" ', '*a'])(
    '%s is left to the library',
    (key) => {
      expect(readPlainYaml(`${key}: 1`)).toBeNull();
      expect(readPlainYaml(`a: { ${key}: 1 }`)).toBeNull();
    },
  );

  it.each(['a:1', 'a :1', 'a', '"a":1'])('%s is no key with a value', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });
});

describe('blocks that the reader of plain YAML reads itself', () => {
  it.each<[string, unknown]>([
    ['---\na: 1', { a: 1 }],
    ['\n# c\n\na: 1\n\n# d\n', { a: 1 }],
    ['a:\nb: 1', { a: null, b: 1 }],
    ['a: # c\n  b: 1', { a: { b: 1 } }],
    ['a: #\n- 1', { a: [1] }],
    ['a:\n- 1\n- 2\nb: 3', { a: [1, 2], b: 3 }],
    ['a:\n  - 1\n  -\n  - # c\n    b: 1\n  - 3', { a: [1, null, { b: 1 }, 3] }],
    ['-\n- 1', [null, 1]],
    [
      '- a: 1\n  b: 2\n-   c: 3\n    d:\n    - 4\n',
      [
        { a: 1, b: 2 },
        { c: 3, d: [4] },
      ],
    ],
    ['- a:\n- b:\n  - 1', [{ a: null }, { b: [1] }]],
    ['  a: 1\n  b: 2', { a: 1, b: 2 }],
    ['a:\n  b:\n    c: 1\n  d: 2\ne: 3', { a: { b: { c: 1 }, d: 2 }, e: 3 }],
    ['a:\n    b: 1\nc:\n  d: 2', { a: { b: 1 }, c: { d: 2 } }],
    ['a: |\n  b\n   c\n\n  d\n\nb: 1', { a: 'b\n c\n\nd\n', b: 1 }],
    ['a: |-\n  b\n\n', { a: 'b' }],
    ['a: |\n\n  b\n', { a: '\nb\n' }],
    ['a: |\n  # b\n', { a: '# b\n' }],
    ['- |\n b\n- c', ['b\n', 'c']],
    ['a:\n  b: |\n    c\n  d: 1', { a: { b: 'c\n', d: 1 } }],
    ['a: |\n  b', { a: 'b\n' }],
  ])('%j', (text, value) => {
    expect(plain(readPlainYaml(text)?.value)).toEqual(value);
    expect(plain(parseYaml(text, { file: 'x' }).value)).toEqual(value);
  });

  it.each([
    '',
    '# c',
    '---',
    '--- a',
    ' ---\na: 1',
    '---\n---\na: 1',
    '...',
    'a: 1\n b: 2',
    'a: 1\n  b: 2',
    ' a: 1\nb: 2',
    'a:\n  b: 1\n c: 2',
    'a:\n  - 1\n - 2',
    '- 1\na: 2',
    'a: 1\n- 2',
    'a: 1\n  - 2',
    '- 1\n  2',
    '- a: 1\n   b: 2',
    'a: |\nb: 1',
    'a: |',
    'a: |\n  b\n   \n  c',
    '- a\n- - b',
    'a: 1\u00a0',
    'a:\t1',
    '\ta: 1',
    'a: b\r',
    'a: 1\na: 2',
    'a: b\n  c',
    'a: |\n  b\n c',
  ])('%j is left to the library', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });

  it('are no deeper than forty levels, and of no more than 200 000 lines', () => {
    const deep = (levels: number) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
    expect(readPlainYaml(deep(41))).not.toBeNull();
    expect(readPlainYaml(deep(42))).toBeNull();
    const lists = (levels: number) => Array.from({ length: levels }, (_, i) => `${' '.repeat(i)}-`).join('\n');
    expect(readPlainYaml(lists(41))).not.toBeNull();
    expect(readPlainYaml(lists(42))).toBeNull();
    expect(readPlainYaml(`a: 1${'\n'.repeat(199_999)}`)).not.toBeNull();
    expect(readPlainYaml(`a: 1${'\n'.repeat(200_000)}`)).toBeNull();
  });
});

describe('collections on one line', () => {
  it.each<[string, unknown]>([
    ['[]', []],
    ['{}', {}],
    ['[ ]', []],
    ['{ } # c', {}],
    ['[a,b , c ]', ['a', 'b', 'c']],
    ['[ "a, b" , \'c\' ]', ['a, b', 'c']],
    ['[true, 1, ~, a:b, --c=d]', [true, 1, null, 'a:b', '--c=d']],
    ['{a: 1,b: 2 , c:   3 }', { a: 1, b: 2, c: 3 }],
    ['{ "a b": [1, {c: []}], d: {} }   # e', { 'a b': [1, { c: [] }], d: {} }],
    [raw`["a\"b", 'it''s']`, ['a"b', "it's"]],
    ['[[[1]], [2]]', [[[1]], [2]]],
  ])('%s', (text, value) => {
    expect(plain(readPlainYaml(`a: ${text}\n`)?.value)).toEqual({ a: value });
    expect(plain(readPlainYaml(`- ${text}\n`)?.value)).toEqual([value]);
    expect(plain(parseYaml(`a: ${text}\n`, { file: 'x' }).value)).toEqual({ a: value });
  });

  it.each([
    ...['[a', '[a}', '{a: 1', '{a: 1]', '[a,]', '[a, ]', '[,]', '{,}', '{a: 1,}', '[a] b', '[a]#b', '{a: 1}b'],
    ...['{a}', '{a:1}', '{a: }', '{a: 1, a: 2}', '[a: b]', '[a # b]', '[a#b]', '["a" b]', '[a "b"]', "[a 'b']"],
    ...['[a {b}]', '[1.5]', '[007]', raw`["\n"]`, '["a]', "['a]", '[&a]', '[- a]', '[a b: c]'],
  ])('%s is left to the library', (text) => {
    expect(readPlainYaml(`a: ${text}\n`)).toBeNull();
  });

  it('are no deeper than twenty levels', () => {
    expect(readPlainYaml(`a: ${'['.repeat(21)}${']'.repeat(21)}`)).not.toBeNull();
    expect(readPlainYaml(`a: ${'['.repeat(22)}${']'.repeat(22)}`)).toBeNull();
    expect(readPlainYaml(`a: ${'{a: '.repeat(20)}{}${'}'.repeat(20)}`)).not.toBeNull();
    expect(readPlainYaml(`a: ${'{a: '.repeat(21)}{}${'}'.repeat(21)}`)).toBeNull();
  });
});
