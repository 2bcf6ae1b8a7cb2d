import { loadFeatureGates } from '../../catalog/feature-gates.js';
import { nearest } from '../../kernel/nearest.js';
import { writtenGates } from '../settings/feature-gates.js';
import type { Finding, FlagView } from './view.js';

/** Feature gates that the version does not have, or that it has locked: the component refuses to start with them. */
export async function unknownGates(flags: FlagView, minor: string): Promise<readonly Finding[]> {
  const written = writtenGates(flags.list('feature-gates'));
  if (written.size === 0) return [];
  const { component, versionFrom } = flags.component;
  const gates = await loadFeatureGates(component, minor);
  if (gates === null) return [];
  const severity = versionFrom === 'flags' ? 'warning' : 'error';
  return [...written].flatMap(([name, on]): Finding[] => {
    const gate = gates.get(name);
    if (gate === undefined) {
      const similar = nearest(
        name,
        gates.all().map((known) => known.name),
      );
      return [
        {
          code: 'input-unknown-gate',
          severity,
          flag: 'feature-gates',
          what: `${component} ${minor} has no feature gate ${name.slice(0, 80)}, and does not start with it`,
          ...(similar === undefined ? {} : { expected: `${similar}, perhaps` }),
          fix: 'remove it: gates go when their feature has long been on, or was given up',
        },
      ];
    }
    if (gate.locked !== true || gate.default === on) return [];
    return [
      {
        code: 'input-locked-gate',
        severity,
        flag: 'feature-gates',
        what: `${component} ${minor} has locked the feature gate ${name} to ${String(gate.default)}, and does not start with ${String(on)}`,
        fix: 'remove it',
      },
    ];
  });
}
