import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';
import { recognise } from '../../../src/inspect/shapes/all.js';
import { textKinds } from '../../../src/kernel/source-kinds.js';

/** The folder that a fixture lies in is the kind it must be taken for. */
const root = new URL('../../fixtures/inspect/shapes/', import.meta.url);
const fixtures = readdirSync(root)
  .sort()
  .flatMap((kind) => readdirSync(new URL(`${kind}/`, root)).map((name) => ({ kind, name })));

const textOf = (kind: string, name: string): string => readFileSync(new URL(`${kind}/${name}`, root), 'utf8');

describe('every shape', () => {
  it('has a kind that can be asked for, and a fixture', () => {
    expect([...new Set(fixtures.map(({ kind }) => kind))]).toEqual([...textKinds].sort());
  });

  it.each(fixtures)('$kind/$name is recognised by itself, with line ends of any system', ({ kind, name }) => {
    const text = textOf(kind, name);
    expect(recognise(text)).toBe(kind);
    expect(recognise(text.replaceAll('\n', '\r\n'))).toBe(kind);
    expect(recognise(`\ufeff${text}`)).toBe(kind);
  });

  it.each(fixtures)('$kind/$name holds a component', async ({ kind, name }) => {
    const { components } = await inspectText(textOf(kind, name), { source: name, catalogs: loadFlagCatalog });
    expect(components.length).toBeGreaterThan(0);
    expect(components.every(({ sources }) => sources.length === 1)).toBe(true);
  });
});
