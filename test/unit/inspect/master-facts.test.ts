import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { compareFacts } from '../../../src/inspect/compare-masters.js';
import type { InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { factsKeeper, flagNamed, flagNamesOf, type MasterFacts } from '../../../src/inspect/master-facts.js';

const common = Object.fromEntries(
  Array.from({ length: 24 }, (_, n) => [`common-flag-${n}`, `/etc/kubernetes/pki/${n}`]),
);

/** A master as a text of its own would give it: with no string or object that another one has. */
function master(n: number): InspectedComponent {
  const values = { ...common, 'advertise-address': `10.0.${n >> 8}.${n & 255}` };
  const flags = Object.entries(values).map(([name, value]) => {
    return [name, { name, type: 'string', value, origin: 'set', confidence: 'certain', provenance: [], overrode: [] }];
  });
  return JSON.parse(
    JSON.stringify({
      component: 'kube-apiserver',
      version: '1.37.1',
      sources: [{ kind: 'manifest', path: `masters/${n}.yaml` }],
      flags: Object.fromEntries(flags) as object,
      positionals: [],
      differences: [],
      problems: [],
    }),
  ) as InspectedComponent;
}

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** How many bytes are there because of what the work gives. */
function keptBy(work: () => unknown): number {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const result = work();
  collectGarbage();
  const kept = process.memoryUsage().heapUsed - before;
  expect(result).toBeDefined();
  return kept;
}

const many = 1500;
function factsOfMany(): readonly MasterFacts[] {
  const keep = factsKeeper();
  return Array.from({ length: many }, (_, n) => keep(master(n)));
}

describe('the facts of thousands of masters', () => {
  it('take a small part of what their flags do', () => {
    const whole = keptBy(() => Array.from({ length: many }, (_, n) => master(n).flags));
    expect(keptBy(factsOfMany) / whole).toBeLessThan(0.1);
  });

  it('have what all masters set in one list', () => {
    const [first, second, third, ...others] = factsOfMany();
    if (third === undefined) throw new Error('there are many');
    expect(first?.shared).toEqual([]);
    expect(second?.shared).toHaveLength(24);
    expect([third, ...others].every(({ shared }) => shared === second?.shared)).toBe(true);
    expect(others.map((facts) => flagNamed(facts, 'advertise-address')?.value)[64]).toBe('10.0.0.67');
    expect(flagNamed(third, 'common-flag-3')?.value).toBe('/etc/kubernetes/pki/3');
    expect(new Set(flagNamesOf(third))).toEqual(new Set([...Object.keys(common), 'advertise-address']));
  });

  it('tell flags apart that differ in anything that is compared', () => {
    const keep = factsKeeper();
    const of = (more: object) => {
      const one = master(1);
      const flag = { ...one.flags['common-flag-0'], ...more };
      return flagNamed(keep({ ...one, flags: { v: flag } as unknown as InspectedComponent['flags'] }), 'common-flag-0');
    };
    const kinds = [
      {},
      { value: 'x' },
      { value: null },
      { type: 'int' },
      { confidence: 'reconstructed' },
      { values: ['a'] },
    ];
    const kept = [...kinds, ...kinds].map(of);
    expect(new Set(kept).size).toBe(kinds.length);
    expect(kept[0]).toMatchObject({ value: '/etc/kubernetes/pki/0', type: 'string', confidence: 'certain' });
    for (const [i, kind] of kinds.entries()) expect(kept[i + kinds.length]).toMatchObject(kind);
  });

  it('are compared as those of few', () => {
    const [matrix] = compareFacts(factsOfMany());
    expect(matrix?.hosts).toHaveLength(many);
    expect(matrix?.rows.map(({ flag, why }) => [flag, why])).toEqual([['advertise-address', 'own-address']]);
    expect(matrix?.rows[0]?.values['masters/300.yaml']).toBe('10.0.1.44');
  });
});
