import { refusedConfig } from '../../catalog/refused-configs.js';
import type { InspectedComponent } from '../effective-flag.js';
import type { UpgradeFinding } from './finding.js';
import type { UpgradeTarget } from './target.js';

/** Config files of the component that were read, and whose API version the new one does not read any more. */
export function refusedConfigFiles(component: InspectedComponent, { to }: UpgradeTarget): readonly UpgradeFinding[] {
  return (component.companions ?? []).flatMap(({ flag, path, facts }): readonly UpgradeFinding[] => {
    if (facts?.kind !== 'component-config') return [];
    const refused = refusedConfig(component.component, to, facts.apiVersion);
    if (refused === undefined) return [];
    const what = `${path} is of ${facts.apiVersion}, which is gone since ${refused.since}`;
    const fix = `Write it as ${refused.write}.`;
    return [
      { effect: 'stops', flag, since: refused.since, what, fix, provenance: component.flags[flag]?.provenance ?? [] },
    ];
  });
}
