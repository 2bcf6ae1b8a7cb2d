import { readFileSync } from 'node:fs';
import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { parsedOf, type PlacedNode } from '../../../src/formats/placed-node.js';
import { readPlainJson } from '../../../src/formats/plain-json.js';
import { readPlainYaml } from '../../../src/formats/plain-yaml.js';
import { parseYaml, type ParsedYaml, stringifyYaml, type YamlPath } from '../../../src/formats/yaml.js';

const library = (text: string): ParsedYaml => parseYaml(text, { file: 'x' }, { mergeKeys: true });
const faceOf = (root: PlacedNode, text: string): ParsedYaml => parsedOf(root, text, 'x', 1);

/** Every path of a value. */
function pathsOf(value: unknown, path: YamlPath = []): YamlPath[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.map((item, i): YamlPath[] => pathsOf(item, [...path, i]))
    : Object.entries(value).map(([key, item]): YamlPath[] => pathsOf(item, [...path, key]));
  return [path, ...inner.flat()];
}

const at = (value: unknown, path: YamlPath): unknown =>
  path.reduce((found, key) => (found as Record<string | number, unknown>)[key], value);

/** The values, and where each stands, which a map or a value that is missing has no certain place for. */
function everything(yaml: ParsedYaml): unknown[] {
  return pathsOf(yaml.value).map((path) => {
    const value = at(yaml.value, path);
    if (value === null || path.length === 0) return [path, value];
    const scalar = typeof value !== 'object';
    return [
      path,
      scalar ? value : Array.isArray(value),
      yaml.locate(path, 'value'),
      yaml.locate(path, 'key'),
      yaml.written(path),
    ];
  });
}

/** What the quick reader reads, the library reads equal, places included; returns whether it did read it. */
function agree(text: string, read: (text: string) => PlacedNode | null): boolean {
  const root = read(text);
  if (root === null) return false;
  const expected = library(text);
  expect(expected.problems, text).toEqual([]);
  expect(everything(faceOf(root, text)), text).toEqual(everything(expected));
  return true;
}

// Pieces that are put together at random: most results are not YAML, and those that are have every kind of edge.
const piece = fc.constantFrom(
  ...[
    'a:',
    'b: ',
    'key: v',
    '- ',
    '-',
    '  ',
    '    ',
    ' ',
    '\n',
    '\n  ',
    '\n    ',
    '\n- ',
    '\n  - ',
    '#',
    ' # c',
    '|',
    '|-',
    '>-',
  ],
  ...[
    '"q"',
    "'s'",
    "'it''s'",
    '"a\\"b"',
    '"\\n"',
    '{}',
    '[]',
    '[',
    '}',
    ']',
    '{',
    ', ',
    '{ a: b, c: "d" }',
    "[a, 'b c', -x]",
    '[a, ]',
    '{"a":1}',
    '[a:b, {}]',
    '~',
    'null',
    'True',
    '-1',
    '0',
    '007',
    '1.5',
    '1.30.0',
    '1e3',
  ],
  ...[
    '--x=y',
    '--x: y',
    'a b',
    'a:b',
    ': ',
    '&a',
    '*a',
    '!t',
    '---',
    '...',
    '?',
    '? ',
    '\t',
    '%',
    '@',
    '<<: ',
    '\u00a0',
    'x\n\n',
    '- - ',
  ],
);
const soup = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));

describe('the reader of plain YAML', () => {
  it('reads what the library reads, at the same places, or leaves it to the library', () => {
    let [tried, read] = [0, 0];
    fc.assert(
      fc.property(soup, (text) => {
        tried++;
        if (agree(text, readPlainYaml)) read++;
      }),
      { numRuns: 20_000 },
    );
    expect(read / tried).toBeGreaterThan(1 / 200);
  });

  it('reads maps and lists of any text that is written in blocks', () => {
    const text = fc.stringMatching(/^[ -~]{0,12}$/);
    const tree = fc.letrec((tie) => ({
      tree: fc.oneof(
        { maxDepth: 4 },
        text,
        fc.integer(),
        fc.boolean(),
        fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie('tree'), { minKeys: 1, maxKeys: 4 }),
      ),
    })).tree;
    let [tried, read] = [0, 0];
    fc.assert(
      fc.property(tree, (value) => {
        tried++;
        if (agree(stringifyYaml({ value }), readPlainYaml)) read++;
      }),
      { numRuns: 2000 },
    );
    expect(read / tried).toBeGreaterThan(1 / 8);
  });

  it('reads flow collections that stand on one line', () => {
    const scalar = fc.stringMatching(/^[ -~]{0,8}$/).map((text) => JSON.stringify(text));
    const plain = fc.stringMatching(/^[-a-z0-9/:. #]{1,8}$/);
    const flow = fc.letrec<{ flow: string }>((tie) => ({
      flow: fc.oneof(
        { maxDepth: 4 },
        scalar,
        plain,
        fc.array(tie('flow'), { maxLength: 4 }).map((items) => `[${items.join(', ')}]`),
        fc
          .array(fc.tuple(fc.stringMatching(/^[a-z]{1,5}$/), tie('flow')), { maxLength: 4 })
          .map((entries) => `{ ${entries.map(([key, value]) => `${key}: ${value}`).join(', ')} }`),
      ),
    })).flow;
    let [tried, read] = [0, 0];
    fc.assert(
      fc.property(flow, flow, (a, b) => {
        tried++;
        if (agree(`a:\n  - ${a} # c\n  - b: ${b}\n    c: d\n`, readPlainYaml)) read++;
      }),
      { numRuns: 5000 },
    );
    expect(read / tried).toBeGreaterThan(1 / 8);
  });

  it('reads the manifests that hardway and kubeadm write, so that they cost no library', () => {
    for (const name of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'etcd']) {
      const file = `test/golden/single-static-pod-kubeadm-1.37/node1/etc/kubernetes/manifests/${name}.yaml`;
      expect(agree(readFileSync(file, 'utf8'), readPlainYaml), name).toBe(true);
    }
  });

  it.each([
    'a: &x 1',
    'a: [1, ]',
    'a: [b: c]',
    'a: {b: }',
    'a: {b}',
    'a: {"b":1}',
    'a: {b: c}d',
    'a: {b: c}#d',
    'a: {b: c, b: d}',
    'a: [b # c]',
    'a: [b,\n  c]',
    'a: {b: [c}]',
    'a: [1e3]',
    'a: >-\n  b',
    'a: 1\na: 2',
    'a: b\n  c',
    '- - a',
    '<<: 1',
    'a: 0o17',
    'a:\t1',
    'a',
    'a: "b',
  ])('leaves %j to the library', (text) => {
    expect(readPlainYaml(text)).toBeNull();
  });
});

describe('the reader of JSON', () => {
  it('reads what the library reads, at the same places', () => {
    fc.assert(
      fc.property(fc.json(), fc.integer({ min: 0, max: 3 }), (json, indent) => {
        const value = JSON.parse(json) as unknown;
        const text = JSON.stringify(value, null, indent);
        const root = readPlainJson(text);
        if (typeof value !== 'object' || value === null) expect(root).toBeNull();
        else expect(JSON.parse(JSON.stringify(root?.value))).toEqual(value);
      }),
      { numRuns: 2000 },
    );
    expect(agree('{"a": [1, {"b c": "d\\"e"}, true, null, -1.5],\n "e": {}, "f": []}\n', readPlainJson)).toBe(true);
  });

  it.each([
    '{"a":1,}',
    '{a:1}',
    '{"a":1} x',
    '{"a":1,"a":2}',
    '[1,,2]',
    '["\\x"]',
    '{"a"',
    '[',
    '"a"',
    '01',
    '[01]',
    '',
  ])('leaves %j to the library', (text) => {
    expect(readPlainJson(text)).toBeNull();
  });

  it('gives up on what is too deep or too large', () => {
    expect(readPlainJson('['.repeat(100_000))).toBeNull();
    expect(readPlainJson(`[${'1,'.repeat(400_000)}1]`)).toBeNull();
  });
});
