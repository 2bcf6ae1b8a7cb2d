import { describe, expect, it } from 'vitest';
import { everyFlagName, minorsOfFlag } from '../../../src/catalog/history.js';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { knownComponents } from '../../../src/kernel/component.js';

describe('everyFlagName', () => {
  it('is the union of the names of all minors', async () => {
    for (const component of knownComponents) {
      const catalogs = await Promise.all(knownMinors(component).map((minor) => loadFlagCatalog(component, minor)));
      const union = new Set(catalogs.flatMap((catalog) => catalog?.names() ?? []));
      expect([...(await everyFlagName(component))]).toEqual([...union].sort());
    }
  });

  it('is empty for a program we do not know', async () => {
    expect([...(await everyFlagName('constructor'))]).toEqual([]);
  });
});

describe('minorsOfFlag', () => {
  it('tells since when a flag is there, up to when, and what changed', async () => {
    const ranges = await minorsOfFlag('kube-apiserver', 'audit-log-maxage');
    expect(ranges.map(({ to, default: value }) => [to, value])).toEqual([
      ['1.35', '0'],
      [undefined, '366'],
    ]);
    expect(ranges.at(-1)?.from).toBe('1.36');
    expect(await minorsOfFlag('etcd', 'enable-v2')).toMatchObject([{ from: '3.4' }, { from: '3.5', to: '3.5' }]);
  });

  it('looks names up as the component does', async () => {
    expect(await minorsOfFlag('kube-apiserver', 'audit_log_maxage')).toHaveLength(2);
    expect(await minorsOfFlag('etcd', 'enable_v2')).toEqual([]);
  });

  it('is empty for what was never a flag', async () => {
    expect(await minorsOfFlag('kube-apiserver', 'constructor')).toEqual([]);
    expect(await minorsOfFlag('constructor', 'v')).toEqual([]);
  });
});
