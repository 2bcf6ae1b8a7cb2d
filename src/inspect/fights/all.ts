import type { Problem } from '../../kernel/problem.js';
import type { InspectedComponent } from '../effective-flag.js';
import { unknownGates } from './gate-names.js';
import { unknownPlugins } from './plugin-names.js';
import { fightRules } from './rules.js';
import { flagView, problemOf } from './view.js';

/**
 * What is wrong with the flags of a component together: flags that exclude or need each other, that have no effect, and
 * names of plugins and gates that the version does not take. `minor` is the one whose names count.
 */
export async function fightsOf(component: InspectedComponent, minor: string): Promise<readonly Problem[]> {
  const view = flagView(component);
  const findings = [
    ...fightRules.filter((rule) => rule.component === component.component).flatMap(({ check }) => check(view)),
    ...(component.component === 'kube-apiserver' ? await unknownPlugins(view, minor) : []),
    ...(await unknownGates(view, minor)),
  ];
  return findings.map((finding) => problemOf(component, finding));
}
