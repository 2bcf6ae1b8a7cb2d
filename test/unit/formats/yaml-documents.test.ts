import { describe, expect, it } from 'vitest';
import { readYamlDocuments } from '../../../src/formats/yaml-documents.js';

/** The value of each document, and the line on which its key `a` stands. */
async function read(text: string, exact = false): Promise<unknown[]> {
  const { documents, problems } = await readYamlDocuments(text, 'x', exact);
  expect(problems).toEqual([]);
  return documents.map((document) => [
    JSON.parse(JSON.stringify(document.value ?? null)) as unknown,
    document.locate(['a'], 'key').line,
  ]);
}

describe('the documents of a text', () => {
  it.each<[string, unknown[]]>([
    ['a: 1', [[{ a: 1 }, 1]]],
    [
      '\ufeffa: 1\r\n---\r\na: 2',
      [
        [{ a: 1 }, 1],
        [{ a: 2 }, 3],
      ],
    ],
    [
      'a: 1\r---\ra: 2',
      [
        [{ a: 1 }, 1],
        [{ a: 2 }, 3],
      ],
    ],
    [
      '---\na: 1\n---\n# c\n\na: &x 2\n',
      [
        [{ a: 1 }, 2],
        [{ a: 2 }, 6],
      ],
    ],
    ['---\n---  \n  # c\n\t\n--- # d\na: 1', [[{ a: 1 }, 6]]],
    [
      'a: 1\n---\n{"a": 2}',
      [
        [{ a: 1 }, 1],
        [{ a: 2 }, 3],
      ],
    ],
    ['a: ---\nb: 1', [[{ a: '---', b: 1 }, 1]]],
    ['a: |\n  ---\n', [[{ a: '---\n' }, 1]]],
    ['---x: 1\na: 1', [[{ '---x': 1, a: 1 }, 2]]],
    ['a: 1\n---', [[{ a: 1 }, 1]]],
    ['# c', [[null, 1]]],
    ['--- {"a": 1}\n--- # c', [[{ a: 1 }, 1]]],
    ['{"a":\n1}', [[{ a: 1 }, 1]]],
    [' \n[{"a": 1}]', [[[{ a: 1 }], 2]]],
    ['{a: 1}', [[{ a: 1 }, 1]]],
    ['x: &x {a: 1}\ny:\n  <<: *x', [[{ x: { a: 1 }, y: { a: 1 } }, 1]]],
  ])('%j', async (text, expected) => {
    expect(await read(text)).toEqual(expected);
  });

  it('have the places of the whole text in their problems', async () => {
    const { documents } = await readYamlDocuments('a: 1\n---\na: *x\n---\nb: \u0001', 'x.yaml');
    expect(documents.map(({ problems }) => problems.map(({ where, what }) => [where, what]))).toEqual([
      [],
      [[{ file: 'x.yaml', line: 3, column: 4, excerpt: 'a: *x' }, 'there is no anchor &x before this alias']],
      [[{ file: 'x.yaml', line: 5, column: 4 }, 'there is a character that YAML forbids: U+0001']],
    ]);
  });

  it.each(['\u0001', '\u0008', '\u000b', '\u000e', '\u001f', '\u007f', '\ufffe', '\ud800', '\udc00'])(
    'are not read quickly with %j in them, which YAML forbids',
    async (character) => {
      for (const text of [`a: x${character}y`, `{"a": "x${character}y"}`]) {
        const { documents } = await readYamlDocuments(text, 'x');
        expect(documents[0]?.problems.map(({ what }) => what)).toEqual([
          expect.stringContaining('a character that YAML forbids'),
        ]);
      }
    },
  );

  it('are templates only where a text may be one', async () => {
    const text = 'a: {{ b }}\n';
    const [template] = (await readYamlDocuments(text, 'x')).documents;
    expect(template?.template).toBeDefined();
    expect(template?.problems).toEqual([]);
    const [exact] = (await readYamlDocuments(text, 'x', true)).documents;
    expect(exact?.template).toBeUndefined();
    expect(exact?.problems).not.toEqual([]);
    expect((await readYamlDocuments('a: 1', 'x')).documents[0]?.template).toBeUndefined();
  });

  it.each(['a: {{ b }}', '{% if x %}\na: 1\n{% endif %}', 'a: <%= b %>'])('%s is a template', async (text) => {
    expect((await readYamlDocuments(text, 'x')).documents[0]?.template).toBeDefined();
  });

  it('are no more than ten thousand', async () => {
    const many = await readYamlDocuments('---\na: 1\n'.repeat(10_001), 'x');
    expect(many.documents).toHaveLength(9_999);
    expect(many.documents.at(-1)?.locate(['a'], 'key').line).toBe(19_998);
    expect(many.problems).toMatchObject([
      {
        code: 'input-truncated',
        severity: 'warning',
        where: { file: 'x' },
        what: 'there are more YAML documents than the first 10000, which are read',
      },
    ]);
    expect((await readYamlDocuments('---\na: 1\n'.repeat(9_999), 'x')).problems).toEqual([]);
  });
});
