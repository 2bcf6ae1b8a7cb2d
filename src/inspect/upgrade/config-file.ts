import { refusedConfig } from '../../catalog/refused-configs.js';
import { compareVersions } from '../../kernel/version.js';
import type { Companion } from '../companion.js';
import type { InspectedComponent } from '../effective-flag.js';
import type { UpgradeFinding } from './finding.js';
import { gateIn } from '../../catalog/gate-pair.js';
import type { UpgradeTarget } from './target.js';

type Refusal = Pick<UpgradeFinding, 'since' | 'what' | 'fix'>;

function goneVersion(path: string, apiVersion: string, since: string, write: string): Refusal {
  return { since, what: `${path} is of ${apiVersion}, which is gone since ${since}`, fix: `Write it as ${write}.` };
}

/** Whether the gate KMSv1 is set to true; it is on by default up to 1.28. */
function keepsKmsV1({ flags }: InspectedComponent): boolean {
  return (flags['feature-gates']?.values ?? []).some((pair) => {
    const gate = gateIn(pair);
    return gate?.name === 'KMSv1' && gate.value;
  });
}

function refusedFile(component: InspectedComponent, { path, facts }: Companion, to: string): readonly Refusal[] {
  switch (facts?.kind) {
    case 'component-config': {
      const refused = refusedConfig(component.component, to, facts.apiVersion);
      return refused === undefined ? [] : [goneVersion(path, facts.apiVersion, refused.since, refused.write)];
    }
    case 'audit-policy': {
      if (facts.apiVersion === undefined || compareVersions(to, '1.24') < 0) return [];
      return [goneVersion(path, facts.apiVersion, '1.24', 'audit.k8s.io/v1')];
    }
    case 'encryption-config': {
      const speaksV1 = facts.resources.some(({ providers }) => providers.some(({ kmsVersion }) => kmsVersion === 'v1'));
      if (!speaksV1 || compareVersions(to, '1.29') < 0 || keepsKmsV1(component)) return [];
      const what = `${path} has a kms provider of v1, which is refused since 1.29 unless a feature gate allows it`;
      const fix = 'Move the provider to apiVersion v2, or set --feature-gates=KMSv1=true until you have.';
      return [{ since: '1.29', what, fix }];
    }
    default:
      return [];
  }
}

/** Files of the component that were read, and that the new version does not take as they are. */
export function refusedConfigFiles(component: InspectedComponent, { to }: UpgradeTarget): readonly UpgradeFinding[] {
  return (component.companions ?? []).flatMap((companion) =>
    refusedFile(component, companion, to).map((refusal): UpgradeFinding => {
      const { flag } = companion;
      return { effect: 'stops', flag, ...refusal, provenance: component.flags[flag]?.provenance ?? [] };
    }),
  );
}
