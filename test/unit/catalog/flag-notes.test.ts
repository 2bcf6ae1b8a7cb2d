import { describe, expect, it } from 'vitest';
import type { FlagNote } from '../../../src/catalog/flag-note.js';
import { type FlagNotes, loadFlagNotes } from '../../../src/catalog/flag-notes.js';
import { goneFlags } from '../../../src/catalog/gone-flags.js';
import { everyFlagName } from '../../../src/catalog/history.js';
import { knownMinors, loadFlagCatalog } from '../../../src/catalog/load.js';
import { managedFlags } from '../../../src/cluster/managed-flags.js';
import { flagGroups } from '../../../src/kernel/flag-group.js';
import { components, knownComponents } from '../../../src/kernel/component.js';
import { compareVersions } from '../../../src/kernel/version.js';
import writtenOfApiServer from '../../../src/catalog/data/notes/kube-apiserver.json' with { type: 'json' };

async function notesOf(component: string): Promise<FlagNotes> {
  const notes = await loadFlagNotes(component);
  if (notes === null) throw new Error(`no notes about ${component}`);
  return notes;
}

const entriesOf = (notes: FlagNotes): readonly (readonly [string, FlagNote])[] =>
  notes.names().flatMap((name) => {
    const note = notes.get(name);
    return note === undefined ? [] : [[name, note] as const];
  });

/** Every sentence of a note, to be held against what sentences look like. */
function sentences(note: FlagNote): string[] {
  return [note.about, note.breaks, note.kubeadm, note.inert?.why].filter((text) => text !== undefined);
}

describe('loadFlagNotes', () => {
  it('finds a note by any spelling that the component accepts', async () => {
    const notes = await notesOf('kube-apiserver');
    expect(notes.get('anonymous_auth')).toEqual(notes.get('anonymous-auth'));
    expect((await notesOf('etcd')).get('data_dir')).toBeUndefined();
  });

  it('knows nothing of names that nobody wrote about, and of other programs', async () => {
    expect((await notesOf('kube-apiserver')).get('constructor')).toBeUndefined();
    expect(await loadFlagNotes('constructor')).toBeNull();
  });

  it('says when a flag went and what took its place', async () => {
    expect((await notesOf('kube-apiserver')).get('service-account-api-audiences')).toMatchObject({
      group: 'service-accounts',
      replacedBy: 'api-audiences',
      gone: { since: '1.25' },
    });
  });
});

describe('the notes', () => {
  it.each(knownComponents)('cover every flag that %s had in any recorded minor', async (component) => {
    const notes = await notesOf(component);
    const missing = [...(await everyFlagName(component))].filter((name) => notes.get(name) === undefined);
    expect(missing).toEqual([]);
  });

  it('cover every flag that is known to be gone from kube-apiserver', async () => {
    const notes = await notesOf('kube-apiserver');
    const since111 = (goneFlags['kube-apiserver'] ?? []).filter(({ since }) => compareVersions(since, '1.11') > 0);
    expect(since111.map(({ name }) => name).filter((name) => notes.get(name) === undefined)).toEqual([]);
  });

  it.each(components)('cover every flag of %s that hardway sets', async (component) => {
    const notes = await notesOf(component);
    const { wired, adjustable } = managedFlags[component];
    expect([...wired, ...adjustable].filter((name) => notes.get(name) === undefined)).toEqual([]);
  });

  it.each(knownComponents)(
    'of %s are sorted, and about flags that exist or are known to be gone',
    async (component) => {
      const notes = await notesOf(component);
      const names = await everyFlagName(component);
      const gone = new Set((goneFlags[component] ?? []).map(({ name }) => name));
      expect(notes.names()).toEqual([...notes.names()].sort());
      expect(notes.names().filter((name) => !names.has(name) && !gone.has(name))).toEqual([]);
    },
  );

  it.each(knownComponents)(
    'of %s have a group, and one short sentence each that no other flag has',
    async (component) => {
      const entries = entriesOf(await notesOf(component));
      const abouts = entries.map(([, { about }]) => about);
      expect([...new Set(abouts)]).toEqual(abouts);
      expect(abouts.filter((about) => about.length > 120 || !/^[A-Z].*[^.]\.$/.test(about))).toEqual([]);
      expect(entries.filter(([, { group }]) => !flagGroups.includes(group)).map(([name]) => name)).toEqual([]);
    },
  );

  it.each(knownComponents)('of %s are written in sentences', async (component) => {
    const texts = entriesOf(await notesOf(component)).flatMap(([, note]) => sentences(note));
    expect(texts.filter((text) => text !== text.trim() || !text.endsWith('.') || text.includes('  '))).toEqual([]);
  });

  it.each(knownComponents)('of %s name flags that the newest minor has', async (component) => {
    const newest = await loadFlagCatalog(component, knownMinors(component).at(-1) ?? '');
    const named = entriesOf(await notesOf(component)).flatMap(([, { replacedBy, required }]) => [
      ...(replacedBy === undefined ? [] : [replacedBy]),
      ...(required?.unless ?? []),
    ]);
    expect(named.filter((name) => newest?.get(name) === undefined)).toEqual([]);
  });

  it('say of flags that exist what took their place; of those that are gone only gone-flags does', () => {
    const twice = Object.entries(writtenOfApiServer.flags).filter(
      ([name, note]) => 'replacedBy' in note && (goneFlags['kube-apiserver'] ?? []).some((gone) => gone.name === name),
    );
    expect(twice.map(([name]) => name)).toEqual([]);
  });

  it('tell for many flags of kube-apiserver who else must agree, what kubeadm does, and what breaks', async () => {
    const entries = entriesOf(await notesOf('kube-apiserver'));
    const count = (key: 'agreesWith' | 'kubeadm' | 'breaks') => entries.filter(([, note]) => key in note).length;
    for (const key of ['agreesWith', 'kubeadm', 'breaks'] as const) expect(count(key)).toBeGreaterThanOrEqual(60);
  });

  it('name in an agreement only flags that the other component has', async () => {
    const wrong: string[] = [];
    for (const component of knownComponents) {
      for (const [name, { agreesWith = [] }] of entriesOf(await notesOf(component))) {
        for (const { with: other } of agreesWith) {
          const program = knownComponents.find((known) => other.startsWith(`${known} --`));
          if (program === undefined) continue;
          const known = [...(await everyFlagName(program))];
          const flags = [...other.matchAll(/--([a-z][a-z0-9-]*\*?)/g)].map((match) => match[1] ?? '');
          const missing = flags.filter((flag) =>
            flag.endsWith('*') ? !known.some((one) => one.startsWith(flag.slice(0, -1))) : !known.includes(flag),
          );
          wrong.push(...missing.map((flag) => `${component} ${name}: ${program} --${flag}`));
        }
      }
    }
    expect(wrong).toEqual([]);
  });
});
