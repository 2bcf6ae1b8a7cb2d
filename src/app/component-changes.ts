import { type CatalogueChange, changesOfFlag, type Stretch } from '../catalog/flag-changes.js';
import { loadFlagNotes } from '../catalog/flag-notes.js';
import { everyFlagName, minorsOfFlag } from '../catalog/history.js';
import { apiChanges, gateChanges, pluginChanges } from '../catalog/switch-changes.js';
import type { KnownComponent } from '../kernel/component.js';
import { fail } from '../kernel/problem.js';
import { compareVersions } from '../kernel/version.js';
import { recordedMinor, recordedMinors } from './recorded-minor.js';

/** What changed between two minors of a component. */
export interface ComponentChanges {
  readonly component: string;
  readonly from: string;
  readonly to: string;
  readonly changes: readonly CatalogueChange[];
}

/** The way between two versions of a component, both recorded; a usage problem when they are not, or in wrong order. */
export function stretchOf(component: KnownComponent, from: string, to: string | undefined): Stretch {
  const stretch = {
    from: recordedMinor(component, from),
    to: recordedMinor(component, to),
    minors: recordedMinors(component),
  };
  if (compareVersions(stretch.from, stretch.to) > 0) {
    fail('usage-invalid', { what: `--from ${stretch.from} is newer than --to ${stretch.to}`, fix: 'swap the two' });
  }
  return stretch;
}

/** Everything that became of the flags, admission plugins, API versions and feature gates of a component on the way. */
export async function changesIn(component: KnownComponent, stretch: Stretch): Promise<readonly CatalogueChange[]> {
  const notes = await loadFlagNotes(component);
  const names = [...(await everyFlagName(component))].sort();
  const flags = await Promise.all(
    names.map(async (name) => changesOfFlag(name, await minorsOfFlag(component, name), stretch, notes?.get(name))),
  );
  const served = component === 'kube-apiserver' ? [...(await pluginChanges(stretch)), ...apiChanges(stretch)] : [];
  return [...flags.flat(), ...served, ...(await gateChanges(component, stretch))];
}
