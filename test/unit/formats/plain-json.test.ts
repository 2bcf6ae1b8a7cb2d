import { describe, expect, it } from 'vitest';
import { parsedOf } from '../../../src/formats/placed-node.js';
import { readPlainJson } from '../../../src/formats/plain-json.js';
import { readPlainYaml } from '../../../src/formats/plain-yaml.js';
import type { ParsedYaml } from '../../../src/formats/yaml.js';

/** The value without the missing prototypes. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the reader of JSON', () => {
  it.each([
    ' [1, -2.5, 0.1, 1e3, 1E-3, 1.5e+10, -0]',
    '{"a" : [ ] , "b":{ } }\n',
    '\t{"":"\\u0041\\n\\"\\\\/"}\r\n',
    '[true,false,null,""]',
    '[[[]],{"a":{"b":[1]}}]',
  ])('%s', (text) => {
    expect(plain(readPlainJson(text)?.value)).toEqual(plain(JSON.parse(text)));
  });

  it.each([
    ...['[1', '[1 2]', '[1}', '{"a":1]', '{"a" 1}', '{"a"}', '{"a":}', '{,}', '[,]', '[1,]', '{"a":1,}', '{1:2}'],
    ...['[+1]', '[.5]', '[1.]', '[1e]', '[-]', '[01]', '[tru]', '[True]', '[nul]', "['a']", '["a]', '["a\nb"]'],
    ...['["\u0001"]', '["\\u12"]', '["\\q"]', '[1]]', '[1] 2', '{} {}', '\u00a0[]', '[\u00a01]', 'true', '1', '""', ''],
  ])('%j is left to the library', (text) => {
    expect(readPlainJson(text)).toBeNull();
  });

  it('reads no more than fifty levels and 300 000 values', () => {
    expect(readPlainJson('['.repeat(51) + ']'.repeat(51))).not.toBeNull();
    expect(readPlainJson('['.repeat(52) + ']'.repeat(52))).toBeNull();
    expect(readPlainJson(`${'{"a":'.repeat(50)}1${'}'.repeat(50)}`)).not.toBeNull();
    expect(readPlainJson(`${'{"a":'.repeat(51)}1${'}'.repeat(51)}`)).toBeNull();
    expect(readPlainJson(`[${'1,'.repeat(299_998)}1]`)).not.toBeNull();
    expect(readPlainJson(`[${'1,'.repeat(299_999)}1]`)).toBeNull();
  });
});

/** The document that a text is; an empty one where it is not plain, which no expectation agrees with. */
function faceOf(text: string, firstLine: number): ParsedYaml {
  return parsedOf(readPlainYaml(text) ?? { value: undefined, start: 0, end: 0 }, text, 'x', firstLine);
}

describe('places of what was read quickly', () => {
  const text = 'a:\n  - b: "c"\n    d: [1, {e: f}]\n';

  it.each<[(string | number)[], 'key' | 'value', number, number, string | undefined]>([
    [[], 'value', 11, 1, undefined],
    [['a'], 'key', 11, 1, undefined],
    [['a'], 'value', 12, 3, undefined],
    [['a', 0], 'key', 12, 5, undefined],
    [['a', 0, 'b'], 'key', 12, 5, '"c"'],
    [['a', 0, 'b'], 'value', 12, 8, '"c"'],
    [['a', 0, 'd', 1, 'e'], 'key', 13, 13, 'f'],
    [['a', 0, 'd', 1, 'e'], 'value', 13, 16, 'f'],
    [['a', 0, 'd', 0], 'value', 13, 9, '1'],
    [['a', 7, 'b'], 'value', 11, 1, undefined],
    [['a', 0, 'x'], 'value', 12, 5, undefined],
    [['z'], 'value', 11, 1, undefined],
  ])('%j (%s)', (path, what, line, column, written) => {
    const face = faceOf(text, 11);
    expect(face.locate(path, what)).toEqual({ file: 'x', line, column, excerpt: text.split('\n')[line - 11] });
    expect(face.written(path)).toBe(written);
    expect(face.problems).toEqual([]);
  });

  it('show lines up to 2000 characters', () => {
    const at = (length: number) => {
      const one = `a: ${'x'.repeat(length - 3)}`;
      return faceOf(one, 1).locate(['a'], 'value');
    };
    expect(at(2000)).toEqual({ file: 'x', line: 1, column: 4, excerpt: `a: ${'x'.repeat(1997)}` });
    expect(at(2001)).toEqual({ file: 'x', line: 1, column: 4 });
  });
});
