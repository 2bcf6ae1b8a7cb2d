import { loadAdmissionPlugins } from '../catalog/admission-plugins.js';
import { authorizationModes, isAuthorizationMode } from '../catalog/authorization-modes.js';
import { gateIn } from '../catalog/gate-pair.js';
import { loadFeatureGates } from '../catalog/feature-gates.js';
import type { Flag } from '../catalog/flag.js';
import { refusedValue } from '../catalog/refused-values.js';
import { elementsOf } from '../catalog/type-rules.js';
import type { KnownComponent } from '../kernel/component.js';

const pluginFlags = ['enable-admission-plugins', 'disable-admission-plugins', 'admission-control'];

async function refusedGates(component: string, minor: string, pairs: readonly string[]): Promise<readonly string[]> {
  const gates = await loadFeatureGates(component, minor);
  if (gates === null || gates.all().length === 0) return [];
  return pairs.flatMap((pair) => {
    const given = gateIn(pair);
    if (given === null) return [];
    const gate = gates.get(given.name);
    if (gate === undefined) return [`${component} ${minor} has no feature gate ${given.name}`];
    if (gate.locked !== true || gate.default === given.value) return [];
    return [`${component} ${minor} has locked the feature gate ${given.name} to ${String(gate.default)}`];
  });
}

async function refusedPlugins(minor: string, names: readonly string[]): Promise<readonly string[]> {
  const plugins = await loadAdmissionPlugins(minor);
  if (plugins === null || plugins.names.length === 0) return [];
  return names
    .filter((name) => name !== '' && !plugins.names.includes(name))
    .map((name) => `kube-apiserver ${minor} has no admission plugin ${name}`);
}

/**
 * Why a component of that minor would not start with a value whose type is right: names that it does not know, and values
 * that went. Empty when nothing is known against it.
 */
export async function valueRefusal(
  component: KnownComponent,
  minor: string,
  flag: Flag,
  value: string,
): Promise<readonly string[]> {
  const elements = elementsOf(flag, value);
  if (flag.name === 'feature-gates') return refusedGates(component, minor, elements);
  if (component === 'kube-apiserver' && pluginFlags.includes(flag.name)) return refusedPlugins(minor, elements);
  if (component === 'kube-apiserver' && flag.name === 'authorization-mode') {
    const strange = elements.filter((mode) => !isAuthorizationMode(mode));
    return strange.map((mode) => `${mode} is no authorization mode; there are ${authorizationModes.join(', ')}`);
  }
  return elements.flatMap((element) => {
    const refused = refusedValue(component, minor, flag.name, element);
    return refused === undefined ? [] : [`${refused.what} is refused since ${refused.since}. ${refused.fix}`];
  });
}
