import { type FeatureGates, loadFeatureGates } from '../../catalog/feature-gates.js';
import { goBool } from '../../catalog/go-literals.js';
import type { EffectiveSetting } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import { listsOf, undetermined } from './flag-value.js';

/** The gates that stand for all of a stage. */
const stages = { AllAlpha: 'alpha', AllBeta: 'beta' } as const;

/** What --feature-gates says, by gate; `kube:` before a name means the component itself. Malformed pairs say nothing. */
export function writtenGates(elements: readonly string[]): ReadonlyMap<string, boolean> {
  const written = new Map<string, boolean>();
  for (const element of elements) {
    const equals = element.indexOf('=');
    const on = equals === -1 ? null : goBool(element.slice(equals + 1).trim());
    const name = element
      .slice(0, Math.max(equals, 0))
      .trim()
      .replace(/^kube:/, '');
    if (on !== null && name !== '' && !name.includes(':')) written.set(name, on);
  }
  return written;
}

/**
 * The gates that are not as the version has them by default. AllAlpha and AllBeta set every gate of their stage that is
 * not named itself (component-base, setUnsetAlphaGates). Where the gates of the version are not recorded, what is
 * written is all that can be said.
 */
export function changedGates(component: InspectedComponent, known: FeatureGates | null): EffectiveSetting {
  const given = listsOf(component, ['feature-gates']);
  if (given === null) return undetermined();
  const written = writtenGates(given.lists[0] ?? []);
  const values = new Map(written);
  for (const [all, stage] of Object.entries(stages)) {
    const on = written.get(all);
    if (known === null || on === undefined) continue;
    values.delete(all);
    for (const gate of known.all()) {
      if (gate.stage === stage && gate.locked !== true && !written.has(gate.name) && !(gate.name in stages)) {
        values.set(gate.name, on);
      }
    }
  }
  const changed = [...values].filter(([name, on]) => known?.get(name)?.default !== on);
  return { value: changed.map(([name, on]) => `${name}=${String(on)}`).sort(), provenance: given.provenance };
}

export async function featureGates(component: InspectedComponent, minor: string): Promise<EffectiveSetting> {
  return changedGates(component, await loadFeatureGates(component.component, minor));
}
