import { describe, expect, it } from 'vitest';
import type { FlagCatalog } from '../../../src/catalog/flag-catalog.js';
import { goneFlags } from '../../../src/catalog/gone-flags.js';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { replacementFor } from '../../../src/catalog/replacements.js';
import { knownComponents } from '../../../src/kernel/component.js';
import { compareVersions } from '../../../src/kernel/version.js';

async function catalogs(component: string): Promise<FlagCatalog[]> {
  const loaded = await Promise.all(knownMinors(component).map((minor) => loadFlagCatalog(component, minor)));
  return loaded.filter((catalog) => catalog !== null);
}

describe('replacementFor', () => {
  it.each([
    ['etcd', 'experimental-corrupt-check-time', { since: '3.7', replacedBy: 'corrupt-check-time' }],
    ['etcd', 'experimental-initial-corrupt-check', { since: '3.7', replacedBy: 'feature-gates' }],
    [
      'kube-apiserver',
      'experimental-encryption-provider-config',
      { since: '1.24', replacedBy: 'encryption-provider-config' },
    ],
    ['kube-apiserver', 'service_account_api_audiences', { since: '1.25', replacedBy: 'api-audiences' }],
    ['kube-apiserver', 'insecure-port', { since: '1.24' }],
    ['kube-scheduler', 'log-dir', { since: '1.26' }],
  ])('knows what became of %s --%s', (component, name, expected) => {
    expect(replacementFor(component, name)).toMatchObject(expected);
  });

  it('knows nothing of flags that exist, of flags it never heard of, and of other programs', () => {
    expect(replacementFor('kube-apiserver', 'anonymous-auth')).toBeUndefined();
    expect(replacementFor('kube-apiserver', 'constructor')).toBeUndefined();
    expect(replacementFor('constructor', 'name')).toBeUndefined();
  });

  it('names in the replacement a flag that exists wherever the old one is gone', async () => {
    for (const component of knownComponents) {
      const known = await catalogs(component);
      for (const { name, since, replacedBy } of goneFlags[component] ?? []) {
        if (replacedBy === undefined) continue;
        const after = known.filter(({ minor }) => compareVersions(minor, since) >= 0);
        expect(
          after.filter((catalog) => catalog.get(replacedBy) === undefined).map(({ minor }) => `${name} ${minor}`),
        ).toEqual([]);
      }
    }
  });

  it('agrees with the catalogue about the minor that refuses a flag first', async () => {
    for (const component of knownComponents) {
      const known = await catalogs(component);
      for (const { name, since } of goneFlags[component] ?? []) {
        const having = known.filter((catalog) => catalog.get(name) !== undefined).map(({ minor }) => minor);
        const before = known.map(({ minor }) => minor).filter((minor) => compareVersions(minor, since) < 0);
        expect({ name, last: having.at(-1) }).toEqual({ name, last: before.at(-1) });
      }
    }
  });

  it('explains every flag that went between two recorded minors', async () => {
    for (const component of knownComponents) {
      const known = await catalogs(component);
      const newest = known.at(-1);
      const gone = known.flatMap((catalog) => catalog.names()).filter((name) => newest?.get(name) === undefined);
      expect(gone.filter((name) => replacementFor(component, name) === undefined)).toEqual([]);
    }
  });

  it('mentions a flag once per component', () => {
    for (const rows of Object.values(goneFlags)) {
      const names = rows.map(({ name }) => name);
      expect([...new Set(names)]).toEqual(names);
    }
  });
});
