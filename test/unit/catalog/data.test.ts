import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import type { RecordedFlags } from '../../../src/catalog/recorded-flags.js';
import { checkValue } from '../../../src/catalog/type-rules.js';
import { supportedEtcdMinors, supportedKubernetesMinors } from '../../../src/catalog/versions.js';
import { components, knownComponents } from '../../../src/kernel/component.js';
import { compareVersions } from '../../../src/kernel/version.js';
import { print } from '../../../tools/catalog/ranges.mjs';

const data = new URL('../../../src/catalog/data/', import.meta.url);

function recorded(component: string): { readonly text: string; readonly flags: RecordedFlags } {
  const text = readFileSync(new URL(`${component}.json`, data), 'utf8');
  return { text, flags: JSON.parse(text) as RecordedFlags };
}

// Any address, loopback, the service range of old minors, and the load balancers of Google's cloud.
const googleRanges = ['130.211.0.0', '209.85.152.0', '209.85.204.0', '35.191.0.0'];
const publicAddresses = ['0.0.0.0', '127.0.0.1', '10.0.0.0', ...googleRanges];

describe('the recorded flags', () => {
  it('cover every supported minor', () => {
    for (const component of components) {
      const supported = component === 'etcd' ? supportedEtcdMinors : supportedKubernetesMinors;
      expect(knownMinors(component)).toEqual(expect.arrayContaining([...supported]));
    }
  });

  it('are one file per component, with the gates and plugins and the versions all was read from', () => {
    const others = ['admission-plugins', 'etcd-feature-gates', 'kubernetes-feature-gates', 'sources'];
    const files = readdirSync(data).filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual([...knownComponents, ...others].map((name) => `${name}.json`).sort());
  });

  it.each(knownComponents)('of %s are written as the generator writes them, sorted by name and age', (component) => {
    const { text, flags } = recorded(component);
    expect(print({ component }, 'flags', flags.flags)).toBe(text);
    expect(flags.component).toBe(component);
    const names = Object.keys(flags.flags);
    expect(names).toEqual([...names].sort());
    const minors = knownMinors(component);
    expect(minors).toEqual([...minors].sort(compareVersions));
    for (const ranges of Object.values(flags.flags)) {
      const edges = ranges.flatMap(({ from, to = minors.at(-1) ?? '' }) => [from, to]);
      expect(edges).toEqual([...edges].sort(compareVersions));
      expect(edges.filter((edge) => !minors.includes(edge))).toEqual([]);
    }
  });

  it.each(knownComponents)('of %s say nothing about the machine they were read on', (component) => {
    const { text } = recorded(component);
    expect(text).not.toMatch(/\/(?:home|root|Users|tmp)\b/);
    const addresses = [...text.matchAll(/\d+\.\d+\.\d+\.\d+/g)].map(([address]) => address);
    expect(addresses.filter((address) => !publicAddresses.includes(address))).toEqual([]);
  });

  it('have defaults that the flag itself would take, where it prints them as it reads them', async () => {
    // Lists are printed in brackets, an address that is not set as <nil>, and a place in the code that is not set as :0.
    const printedOtherwise = [
      'traceLocation',
      'stringSlice',
      'stringArray',
      'int32Slice',
      'stringToString',
      'namedCertKey',
      'ip',
    ];
    for (const component of knownComponents) {
      for (const minor of knownMinors(component)) {
        const flags = (await loadFlagCatalog(component, minor))?.all() ?? [];
        expect(flags.length).toBeGreaterThan(50);
        const wrong = flags
          .filter((flag) => flag.default !== '' && !printedOtherwise.includes(flag.type))
          .filter((flag) => checkValue(flag, flag.default) !== null);
        expect(wrong).toEqual([]);
      }
    }
  });
});
