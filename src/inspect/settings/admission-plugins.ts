import { type AdmissionPlugins, loadAdmissionPlugins } from '../../catalog/admission-plugins.js';
import type { EffectiveSetting } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import { elementsOfFlag, listsOf, setFlag, undetermined } from './flag-value.js';

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();

/**
 * The plugins that kube-apiserver runs: the defaults of the version with those enabled and without those disabled, in
 * whatever order they are given (AdmissionOptions.enabledPluginNames). --admission-control, deprecated since 1.10,
 * takes the place of the whole set.
 */
export function enabledPlugins(component: InspectedComponent, plugins: AdmissionPlugins | null): EffectiveSetting {
  const replaced = setFlag(component, 'admission-control');
  if (replaced !== undefined) {
    const elements = elementsOfFlag(replaced);
    return { value: elements === null ? null : sorted(elements), provenance: replaced.provenance };
  }
  const given = listsOf(component, ['enable-admission-plugins', 'disable-admission-plugins']);
  if (given === null || plugins === null) return undetermined(given?.provenance);
  const [enable = [], disable = []] = given.lists;
  const off = new Set(disable.filter((name) => !enable.includes(name)));
  const all = [...plugins.defaults, ...enable].filter((name) => !off.has(name));
  return { value: sorted(all), provenance: given.provenance };
}

export async function admissionPlugins(component: InspectedComponent, minor: string): Promise<EffectiveSetting> {
  return enabledPlugins(component, await loadAdmissionPlugins(minor));
}
