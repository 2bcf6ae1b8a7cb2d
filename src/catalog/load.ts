import { type Component, isComponent } from '../kernel/component.js';
import { minorOf } from '../kernel/version.js';
import { type FlagCatalog, flagCatalog } from './flag-catalog.js';
import { flagsIn, type RecordedFlags } from './recorded-flags.js';
import sources from './data/sources.json' with { type: 'json' };

// Written out one by one, so that the bundler gives each component a chunk of its own, read only when asked for.
const recordings: Readonly<Record<Component, () => Promise<{ readonly default: RecordedFlags }>>> = {
  etcd: () => import('./data/etcd.json', { with: { type: 'json' } }),
  'kube-apiserver': () => import('./data/kube-apiserver.json', { with: { type: 'json' } }),
  'kube-controller-manager': () => import('./data/kube-controller-manager.json', { with: { type: 'json' } }),
  'kube-scheduler': () => import('./data/kube-scheduler.json', { with: { type: 'json' } }),
};

// By component and minor, from old to new: the exact version that the flags were read from.
const recordedFrom: Readonly<Record<Component, Readonly<Record<string, string>>>> = sources;

/** The minors of a component whose flags are recorded, from old to new; none for a component we do not know. */
export function knownMinors(component: string): readonly string[] {
  return isComponent(component) ? Object.keys(recordedFrom[component]) : [];
}

/**
 * The flags of a component in a version (`1.37.1`, `v1.37.1`) or minor (`1.37`). Null when nothing is recorded about
 * that component or minor: then nothing can be said about its flags, which is not the same as "it has none".
 */
export async function loadFlagCatalog(component: string, version: string): Promise<FlagCatalog | null> {
  if (!isComponent(component)) return null;
  const minor = minorOf(version);
  const source = Object.hasOwn(recordedFrom[component], minor) ? recordedFrom[component][minor] : undefined;
  if (source === undefined) return null;
  const { default: recorded } = await recordings[component]();
  return flagCatalog({ component, minor, source, flags: flagsIn(recorded, minor) });
}
