import type { EffectiveSetting } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import { elementsOfFlag, setFlag, undetermined } from './flag-value.js';

/**
 * How requests are authorized, in the order in which the authorizers are asked. Nothing set means AlwaysAllow, for
 * kube-apiserver and kubelet alike. --authorization-config takes the place of --authorization-mode: the modes are those
 * of the file, and not known when the file is not.
 */
export function authorizationModes(component: InspectedComponent): EffectiveSetting {
  // Of a kubelet with a file the default is another one than without.
  const mode = component.flags['authorization-mode'];
  const config = component.component === 'kube-apiserver' ? setFlag(component, 'authorization-config') : undefined;
  const fromFile = config !== undefined && config.value !== '';
  if (fromFile && mode?.origin !== 'file') return undetermined(config.provenance);
  if (mode === undefined && component.incomplete === true) return undetermined();
  if (mode === undefined) return { value: ['AlwaysAllow'], provenance: [] };
  const elements = elementsOfFlag(mode);
  if (elements === null) return undetermined(mode.provenance);
  return { value: elements.length === 0 ? ['AlwaysAllow'] : elements, provenance: mode.provenance };
}
