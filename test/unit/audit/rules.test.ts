import { describe, expect, it } from 'vitest';
import { benchmarks } from '../../../src/audit/benchmark.js';
import { flagsNamed, remedyFor } from '../../../src/audit/remedy.js';
import { rules } from '../../../src/audit/rules/all.js';
import { replacementFor } from '../../../src/catalog/replacements.js';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { components } from '../../../src/kernel/component.js';

const cases = rules.flatMap((rule) => rule.cases.map((verdict) => ({ rule, verdict })));

describe('the rules of the audit', () => {
  it('have names of their own that stay readable', () => {
    const slugs = rules.map(({ slug }) => slug);
    expect(new Set(slugs).size).toBe(slugs.length);
    expect(slugs.filter((slug) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(slug))).toEqual([]);
  });

  it('are for components that are read', () => {
    expect(rules.filter(({ component }) => !(components as readonly string[]).includes(component))).toEqual([]);
  });

  it('end with a case that counts when no other does, and have no case after it', () => {
    const wrong = rules.filter(({ cases: all }) => all.findIndex(({ when }) => when === undefined) !== all.length - 1);
    expect(wrong.map(({ slug }) => slug)).toEqual([]);
  });

  it('say what to do exactly where there is something to do', () => {
    const silent = cases.filter(({ verdict }) => ['fail', 'warn'].includes(verdict.then) && !verdict.remedy?.length);
    expect(silent.map(({ rule, verdict }) => `${rule.slug}: ${verdict.reason}`)).toEqual([]);
  });

  it('never claim one number of a benchmark twice', () => {
    for (const edition of benchmarks) {
      const numbers = rules.flatMap(({ cis }) => cis?.[edition] ?? []);
      expect(numbers).toEqual([...new Set(numbers)]);
    }
  });

  it('name only flags that some version of the component has, in what they judge and in what they tell', async () => {
    const known = new Map<string, Set<string>>();
    for (const component of components) {
      const minors = knownMinors(component);
      const catalogs = await Promise.all(minors.map((minor) => loadFlagCatalog(component, minor)));
      known.set(component, new Set(catalogs.flatMap((catalog) => catalog?.names() ?? [])));
    }
    const strange = rules.flatMap(({ slug, component, flags, cases: all }) => {
      const told = all.flatMap(({ reason, remedy = [] }) => [reason, ...remedy]).flatMap(flagsNamed);
      const shown = all.flatMap(({ reason }) => [...reason.matchAll(/\{([a-z0-9-]+)\}/g)].map(([, name = '']) => name));
      const named = [...flags, ...told, ...shown, ...all.flatMap((verdict) => verdict.flags ?? [])];
      return [...new Set(named)]
        .filter((name) => known.get(component)?.has(name) !== true && replacementFor(component, name) === undefined)
        .map((name) => `${slug}: ${name}`);
    });
    expect(strange).toEqual([]);
  });

  it('never recommend a flag that the version lacks', async () => {
    const wrong: string[] = [];
    for (const { rule, verdict } of cases.filter(({ verdict }) => verdict.remedy !== undefined)) {
      for (const minor of knownMinors(rule.component)) {
        const catalog = await loadFlagCatalog(rule.component, minor);
        const judgedOne = { component: { component: rule.component } as never, minor, catalog };
        const told = remedyFor(verdict.remedy ?? [], [judgedOne]) ?? '';
        const lacking = flagsNamed(told).filter((name) => catalog?.get(name) === undefined);
        if (lacking.length > 0) wrong.push(`${rule.slug} in ${minor}: ${lacking.join(', ')}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});
