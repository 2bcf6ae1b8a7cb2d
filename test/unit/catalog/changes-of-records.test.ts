import { describe, expect, it } from 'vitest';
import { changesIn, stretchOf } from '../../../src/app/component-changes.js';
import { flagLife } from '../../../src/catalog/flag-history.js';
import { minorsOfFlag } from '../../../src/catalog/history.js';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { type KnownComponent, knownComponents } from '../../../src/kernel/component.js';

async function names(component: KnownComponent, minor: string): Promise<readonly string[]> {
  return (await loadFlagCatalog(component, minor))?.names() ?? [];
}

/** The oldest to the newest, each to the next, and one back to itself. */
function stretches(component: KnownComponent): (readonly [string, string])[] {
  const minors = knownMinors(component);
  const steps = minors.slice(1).map((minor, i) => [minors[i] ?? '', minor] as const);
  return [[minors[0] ?? '', minors.at(-1) ?? ''] as const, ...steps];
}

describe.each(knownComponents)('the changes of %s', (component) => {
  it.each(stretches(component))(
    'from %s to %s lead from the flags of the one to those of the other',
    async (from, to) => {
      const changes = await changesIn(component, stretchOf(component, from, to));
      const of = (kind: string) => changes.filter((change) => change.kind === kind).map(({ name }) => name);
      const kept = (await names(component, from)).filter((name) => !of('removed').includes(name));
      expect([...kept, ...of('added')].sort()).toEqual([...(await names(component, to))].sort());
    },
  );

  it('say since when a flag is so, and it is so from there to the end', async () => {
    const minors = knownMinors(component);
    const [from, to] = [minors[0] ?? '', minors.at(-1) ?? ''];
    const changes = await changesIn(component, stretchOf(component, from, to));
    for (const { kind, name, since, now } of changes) {
      if (kind !== 'default-changed' && kind !== 'added') continue;
      const after = minors.slice(minors.indexOf(since));
      const defaults = await Promise.all(
        after.map(async (minor) => (await loadFlagCatalog(component, minor))?.get(name)?.default),
      );
      if (kind === 'default-changed')
        expect({ name, defaults: [...new Set(defaults)] }).toEqual({ name, defaults: [now] });
      else expect({ name, missing: defaults.filter((one) => one === undefined) }).toEqual({ name, missing: [] });
    }
  });

  it('fit what is said of the life of each flag', async () => {
    const minors = knownMinors(component);
    const newest = minors.at(-1) ?? '';
    for (const name of await names(component, newest)) {
      const { since, until } = flagLife(await minorsOfFlag(component, name), minors, newest);
      expect(until).toBeNull();
      const before = since === null ? [] : minors.slice(0, minors.indexOf(since)).slice(-1);
      for (const minor of before) expect(await names(component, minor)).not.toContain(name);
    }
  });
});
