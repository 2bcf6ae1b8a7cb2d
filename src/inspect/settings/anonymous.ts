import { goBool } from '../../catalog/go-literals.js';
import type { Companion, EffectiveSetting } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import { authorizationModes } from './authorization-modes.js';
import { setFlag, undetermined } from './flag-value.js';

type Facts = Extract<NonNullable<Companion['facts']>, { kind: 'authentication-config' }>;

function factsOfFile({ companions = [] }: InspectedComponent): Facts | null {
  const facts = companions.find(({ flag }) => flag === 'authentication-config')?.facts;
  return facts?.kind === 'authentication-config' ? facts : null;
}

function byFlag(component: InspectedComponent): EffectiveSetting {
  // Of a kubelet with a file the default is another one than without.
  const flag = component.flags['anonymous-auth'];
  if (flag === undefined) return component.incomplete === true ? undetermined() : { value: ['true'], provenance: [] };
  const on = flag.value === null ? null : goBool(flag.value);
  return { value: on === null ? null : [String(on)], provenance: flag.provenance };
}

/**
 * Whether requests without credentials are let in as system:anonymous: `true`, `false`, or the paths on which they are.
 * The AuthenticationConfiguration decides where it speaks of it. Otherwise --anonymous-auth does, which kube-apiserver
 * turns off by itself when AlwaysAllow is among the modes of --authorization-mode (ApplyAuthorization); the modes of a
 * file and the kubelet have no such rule.
 */
export function anonymous(component: InspectedComponent): EffectiveSetting {
  if (component.component !== 'kube-apiserver') return byFlag(component);
  const config = setFlag(component, 'authentication-config');
  if (config !== undefined && config.value !== '') {
    const facts = factsOfFile(component);
    if (facts === null) return undetermined(config.provenance);
    if (facts.anonymous !== null) {
      const { enabled, paths } = facts.anonymous;
      return { value: enabled && paths.length > 0 ? paths : [String(enabled)], provenance: config.provenance };
    }
  }
  const flag = byFlag(component);
  if (flag.value?.[0] !== 'true' || setFlag(component, 'authorization-config') !== undefined) return flag;
  const modes = authorizationModes(component);
  if (modes.value === null) return undetermined([...flag.provenance, ...modes.provenance]);
  if (!modes.value.includes('AlwaysAllow')) return flag;
  return { value: ['false'], provenance: [...flag.provenance, ...modes.provenance] };
}
