import { isKnownComponent } from '../kernel/component.js';
import { type FlagCatalog, flagCatalog } from './flag-catalog.js';
import { recordedFlags } from './recordings.js';
import { recordsIn } from './recorded-ranges.js';
import { recordSource } from './sources.js';

export { knownMinors } from './sources.js';

// One command may read thousands of sources of the same few minors, and each catalogue is frozen.
const loaded = new Map<string, Promise<FlagCatalog>>();

/**
 * The flags of a component in a version (`1.37.1`, `v1.37.1`) or minor (`1.37`). Null when nothing is recorded about
 * that component or minor: then nothing can be said about its flags, which is not the same as "it has none".
 */
export async function loadFlagCatalog(component: string, version: string): Promise<FlagCatalog | null> {
  const source = recordSource(component, version);
  if (source === null || !isKnownComponent(component)) return null;
  const key = `${component} ${source.minor}`;
  const known = loaded.get(key);
  if (known !== undefined) return known;
  const loading = recordedFlags(component).then(({ flags }) => {
    const { minor, version: exact, kind } = source;
    return flagCatalog({ component, minor, source: exact, sourceKind: kind, flags: recordsIn(flags, minor) });
  });
  loaded.set(key, loading);
  return loading;
}
