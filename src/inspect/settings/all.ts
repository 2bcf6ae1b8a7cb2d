import type { EffectiveSettings } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import { admissionPlugins } from './admission-plugins.js';
import { anonymous } from './anonymous.js';
import { authorizationModes } from './authorization-modes.js';
import { featureGates } from './feature-gates.js';
import { runtimeConfig } from './runtime-config.js';

/**
 * What a component makes of several flags, files and defaults together. Companions and flags that files set must be in
 * the component already. `minor` is the one whose defaults count: of the version, or the newest that fits the flags.
 */
export async function effectiveSettings(component: InspectedComponent, minor: string): Promise<EffectiveSettings> {
  const gates = { featureGates: await featureGates(component, minor) };
  if (component.component === 'kube-apiserver') {
    return {
      admissionPlugins: await admissionPlugins(component, minor),
      authorizationModes: authorizationModes(component),
      ...gates,
      runtimeConfig: runtimeConfig(component),
      anonymous: anonymous(component),
    };
  }
  if (component.component !== 'kubelet') return gates;
  return { authorizationModes: authorizationModes(component), ...gates, anonymous: anonymous(component) };
}
