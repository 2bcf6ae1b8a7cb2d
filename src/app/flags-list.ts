import { type FlagFacts, flagFacts } from '../catalog/flag-facts.js';
import { loadFlagNotes } from '../catalog/flag-notes.js';
import { minorsOfFlag } from '../catalog/history.js';
import { loadFlagCatalog } from '../catalog/load.js';
import type { FlagGroup } from '../kernel/flag-group.js';
import type { KnownComponent } from '../kernel/component.js';
import { recordedMinor, recordedMinors } from './recorded-minor.js';

export interface FlagsListRequest {
  readonly component: KnownComponent;
  /** A version or minor of the component; without it the newest minor that is recorded. */
  readonly version?: string;
  readonly group?: FlagGroup;
}

/** The flags of one component in one minor. */
export interface FlagsList {
  readonly component: string;
  /** The minor: `1.37`. */
  readonly version: string;
  readonly flags: readonly FlagFacts[];
}

/** The flags that a version of a component has, with what is known of each. */
export async function flagsList(request: FlagsListRequest): Promise<FlagsList> {
  const { component, group } = request;
  const minor = recordedMinor(component, request.version);
  const minors = recordedMinors(component);
  const [catalog, notes] = await Promise.all([loadFlagCatalog(component, minor), loadFlagNotes(component)]);
  const flags = await Promise.all(
    (catalog?.all() ?? []).map(async (flag) =>
      flagFacts(flag, await minorsOfFlag(component, flag.name), minors, minor, notes?.get(flag.name)),
    ),
  );
  return { component, version: minor, flags: flags.filter((flag) => group === undefined || flag.group === group) };
}
