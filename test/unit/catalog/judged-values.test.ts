import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { checkValue } from '../../../src/catalog/type-rules.js';
import { knownComponents } from '../../../src/kernel/component.js';

/** Answers of the real flag types, written by tools/catalog/judge.mjs: one digit per value, 1 where it was taken. */
interface Judged {
  readonly values: readonly string[];
  readonly judged: readonly {
    readonly component: string;
    readonly version: string;
    readonly flag: string;
    readonly type: string;
    readonly taken: string;
  }[];
}

const file = new URL('../../fixtures/catalog/judged-values.json', import.meta.url);
const { values, judged } = JSON.parse(readFileSync(file, 'utf8')) as Judged;

describe('checkValue', () => {
  it.each(judged)(
    'takes for $type exactly what $component takes for --$flag',
    async ({ component, version, flag, taken }) => {
      const declared = (await loadFlagCatalog(component, version))?.get(flag);
      if (declared === undefined) throw new Error(`${component} has no ${flag}`);
      expect(taken).toHaveLength(values.length);
      const wrong = values.filter(
        (value, i) => (checkValue(declared, value, component) === null) !== (taken[i] === '1'),
      );
      expect(wrong).toEqual([]);
    },
  );

  it('has an answer of the real thing for every type that a component has, but for feature gates', async () => {
    const types = new Set<string>();
    for (const component of knownComponents) {
      const version = judged.find((answer) => answer.component === component)?.version ?? '1.37.1';
      for (const { name, type } of (await loadFlagCatalog(component, version))?.all() ?? []) {
        if (name !== 'feature-gates') types.add(`${component} ${type}`);
      }
    }
    const known = judged.map(({ component, type }) => `${component} ${type}`);
    expect(known.sort()).toEqual([...types].sort());
  });
});
