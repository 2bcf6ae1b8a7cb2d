import { goBool } from '../../catalog/go-literals.js';
import type { EffectiveSetting } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import { listsOf, undetermined } from './flag-value.js';

/**
 * Which APIs are switched on or off, as `key=true`: a bare key means true, a later pair replaces an earlier one with the
 * same key. Keys that stand for many (api/all, api/ga, api/beta, api/alpha) stay as they are: a group and version that is
 * named itself wins over them, whatever the order (MergeAPIResourceConfigs).
 */
export function runtimeConfig(component: InspectedComponent): EffectiveSetting {
  const given = listsOf(component, ['runtime-config']);
  if (given === null) return undetermined();
  const pairs = new Map<string, boolean>();
  for (const element of given.lists[0] ?? []) {
    const [key = '', ...rest] = element.split('=');
    const written = rest.join('=').trim();
    const on = written === '' ? true : goBool(written);
    if (on !== null && key.trim() !== '') pairs.set(key.trim(), on);
  }
  return { value: [...pairs].map(([key, on]) => `${key}=${String(on)}`).sort(), provenance: given.provenance };
}
