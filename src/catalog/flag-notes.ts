import type { FlagGroup } from '../kernel/flag-group.js';
import { isKnownComponent, type KnownComponent } from '../kernel/component.js';
import { canonicalName } from './flag-name.js';
import type { FlagNote } from './flag-note.js';
import { replacementFor } from './replacements.js';

/** The notes about one component: of every flag that it has or had in a recorded minor. */
export interface FlagNotes {
  readonly component: string;
  /** What is written about a flag, under the name that the component looks it up by; undefined when nothing is. */
  get(name: string): FlagNote | undefined;
  /** All names, sorted. */
  names(): readonly string[];
}

type Written = Omit<FlagNote, 'group' | 'gone'> & { readonly group: string };

interface WrittenNotes {
  readonly component: string;
  readonly flags: Readonly<Record<string, Written>>;
}

// Written out one by one, so that the bundler gives each component a chunk of its own, read only when asked for.
const written: Readonly<Record<KnownComponent, () => Promise<{ readonly default: WrittenNotes }>>> = {
  etcd: () => import('./data/notes/etcd.json', { with: { type: 'json' } }),
  'kube-apiserver': () => import('./data/notes/kube-apiserver.json', { with: { type: 'json' } }),
  'kube-controller-manager': () => import('./data/notes/kube-controller-manager.json', { with: { type: 'json' } }),
  'kube-scheduler': () => import('./data/notes/kube-scheduler.json', { with: { type: 'json' } }),
  kubelet: () => import('./data/notes/kubelet.json', { with: { type: 'json' } }),
  'kube-proxy': () => import('./data/notes/kube-proxy.json', { with: { type: 'json' } }),
};

/**
 * What is written by hand about the flags of a component; null for a component we do not know. Since when a flag is gone
 * and what took its place is taken from `replacements.ts`, which is small enough to be at hand everywhere.
 */
export async function loadFlagNotes(component: string): Promise<FlagNotes | null> {
  if (!isKnownComponent(component)) return null;
  const { flags } = (await written[component]()).default;
  const names = Object.freeze(Object.keys(flags));
  return Object.freeze({
    component,
    get(name: string) {
      const canonical = canonicalName(component, name);
      const found = Object.hasOwn(flags, canonical) ? flags[canonical] : undefined;
      return found === undefined ? undefined : noteOf(component, canonical, found);
    },
    names: () => names,
  });
}

function noteOf(component: string, name: string, found: Written): FlagNote {
  const gone = replacementFor(component, name);
  return Object.freeze({
    ...found,
    // A test holds every group in the data against the list of groups.
    group: found.group as FlagGroup,
    ...(gone?.replacedBy !== undefined && { replacedBy: gone.replacedBy }),
    ...(gone !== undefined && { gone: { since: gone.since, note: gone.note } }),
  });
}
