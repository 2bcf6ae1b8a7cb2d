import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../../src/formats/utf8.js';
import { parseYaml, stringifyYaml } from '../../../src/formats/yaml.js';

const parse = (text: string) => parseYaml(text, { file: 'x.yaml' });
/** Without the missing prototypes, for comparisons. */
const plain = (value: unknown): unknown => (value === undefined ? undefined : JSON.parse(JSON.stringify(value)));

describe('YAML', () => {
  it('is written so that it is read back equal, whatever is in it', () => {
    const values = fc.jsonValue({ maxDepth: 4 }).map(plain);
    fc.assert(
      fc.property(values, (value) => {
        const { value: read, problems } = parse(stringifyYaml(value));
        expect(problems).toEqual([]);
        expect(plain(read)).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });

  it('is written so that YAML 1.1 readers see text where there is text', () => {
    for (const word of [
      'no',
      'on',
      'y',
      'null',
      '~',
      '0777',
      '1e3',
      '12:30:45',
      '1_000',
      '',
      ' a',
      'a: b',
      '#',
      '{{',
    ]) {
      expect(stringifyYaml([word]), word).toMatch(/^- (".*"|'.*')\n$/);
      expect(parseYaml(stringifyYaml([word]), { file: 'x' }, { refuseAmbiguous: true }).value).toEqual([word]);
    }
  });

  it('is not folded, however long a line is', () => {
    const long = Array(100).fill('word').join(' ');
    expect(stringifyYaml({ a: long })).toBe(`a: ${long}\n`);
  });

  it('is never written with aliases', () => {
    const shared = { a: 1 };
    expect(stringifyYaml([shared, shared])).toBe('- a: 1\n- a: 1\n');
  });

  it('says where each key and value stands', () => {
    const yaml = parse('# top\nspec:\n  hosts:\n    - { name: a }\n    - name: "b c"\n');
    expect(yaml.locate(['spec', 'hosts', 1, 'name'], 'value')).toEqual({
      file: 'x.yaml',
      line: 5,
      column: 13,
      excerpt: '    - name: "b c"',
    });
    expect(yaml.locate(['spec', 'hosts', 1, 'name'], 'key')).toMatchObject({ line: 5, column: 7 });
    expect(yaml.written(['spec', 'hosts', 1, 'name'])).toBe('"b c"');
  });

  it('shows what is not there at its nearest parent', () => {
    const yaml = parse('spec:\n  hosts: []\n');
    expect(yaml.locate(['spec', 'network', 'pods'], 'value')).toMatchObject({ line: 1, column: 1 });
    expect(yaml.written(['spec', 'network'])).toBeUndefined();
  });

  it('counts columns in UTF-16 units, as editors do', () => {
    expect(parse('{ "😀": 1, b: !x 2 }').problems[0]?.where.column).toBe(18);
  });

  it('has maps without a prototype', () => {
    const { value } = parse('__proto__: { a: 1 }\nconstructor: x\n');
    expect(Object.getPrototypeOf(value)).toBeNull();
    expect(Object.keys(value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });

  it('reads the words of YAML 1.2 as they are when nobody minds', () => {
    expect(plain(parse('[no, on, 1e3, 0o17, .5, null, ~, "", true, 010]').value)).toEqual([
      'no',
      'on',
      1000,
      15,
      0.5,
      null,
      null,
      '',
      true,
      10,
    ]);
  });

  it('never throws and never takes long, whatever the text', () => {
    const pieces = fc.constantFrom(
      'a',
      ':',
      ' ',
      '\n',
      '-',
      '[',
      ']',
      '{',
      '}',
      '"',
      "'",
      '&a',
      '*a',
      '!',
      '|',
      '>',
      '#',
      ',',
      '?',
      '%',
      '---',
      '\t',
      '<<',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 200 }), (words) => {
        const { problems } = parse(words.join(''));
        for (const { where } of problems) expect(where.line).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });

  it('keeps to its limits', () => {
    const options = (limits: object) => [{ file: 'x' }, { limits }] as const;
    expect(parseYaml('abc', ...options({ maxLength: 2 })).problems[0]?.what).toContain('3 characters');
    expect(parseYaml('a: [[1]]', ...options({ maxDepth: 1 })).problems[0]?.what).toContain('1 levels deep');
    expect(parseYaml('[1, 2, 3]', ...options({ maxTokens: 3 })).problems[0]?.what).toContain('more than 3 pieces');
    expect(parseYaml('[1, 2, 3]', ...options({ maxNodes: 2 })).problems[0]?.what).toContain('more than 2 values');
    expect(parseYaml('[1, 2, 3]', ...options({ maxNodes: 2 })).value).toBeUndefined();
  });
});

describe('UTF-8', () => {
  it('is decoded without repairing anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(decodeUtf8(Buffer.from(text))).toEqual({ text: text.replace(/^\ufeff/, '') });
      }),
    );
  });

  it('names the offset of the first byte that is wrong', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (before, after) => {
        const head = Buffer.from(before);
        const bytes = Buffer.concat([head, Buffer.from([0xff]), Buffer.from(after)]);
        expect(decodeUtf8(bytes)).toMatchObject({ invalidAt: head.length });
      }),
    );
  });
});
