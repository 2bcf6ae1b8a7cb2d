import type { Companion, CompanionFacts } from '../inspect/companion.js';
import type { Judged } from './judged.js';
import { known, type Known, unknown } from './known.js';

type Facts<Kind extends CompanionFacts['kind']> = Extract<CompanionFacts, { readonly kind: Kind }>;

/** Whether a list of resources covers secrets: by name, or by a wildcard (`*.` is the core group, `*.*` everything). */
function coversSecrets(resources: readonly string[]): boolean {
  return resources.some((resource) => ['secrets', '*.', '*.*'].includes(resource));
}

/** The provider that encrypts secrets: the first of the first block that covers them. */
function firstProvider({ resources }: Facts<'encryption-config'>): string | undefined {
  return resources.find((block) => coversSecrets(block.resources))?.providers[0]?.type;
}

function fact<Kind extends CompanionFacts['kind']>(
  kind: Kind,
  about: string,
  shows: (facts: Facts<Kind>) => boolean | null,
): { readonly kind: Kind; readonly about: string; readonly shows: (facts: CompanionFacts) => boolean | null } {
  return { kind, about, shows: (facts) => (facts.kind === kind ? shows(facts as Facts<Kind>) : null) };
}

/** What a rule may ask of a file that a flag names. `about` completes "whether …". */
const facts = {
  coversSecrets: fact('encryption-config', 'it covers secrets', ({ resources }) =>
    resources.some((block) => coversSecrets(block.resources)),
  ),
  identityFirst: fact('encryption-config', 'secrets are encrypted', (file) => firstProvider(file) === 'identity'),
  weakKeys: fact('encryption-config', 'its keys are sound', ({ resources }) =>
    resources.some(({ providers }) => providers.some(({ weakKeys }) => weakKeys > 0)),
  ),
  outdatedCipher: fact('encryption-config', 'its cipher is sound', (file) => firstProvider(file) === 'aesgcm'),
  logs: fact('audit-policy', 'anything is logged', (policy) => policy.logs),
  logsBodies: fact('audit-policy', 'bodies of secrets are logged', ({ sensitive }) =>
    ['Request', 'RequestResponse', 'mixed'].includes(sensitive),
  ),
  ignoresSensitive: fact('audit-policy', 'access to secrets is logged', ({ sensitive }) => sensitive === 'None'),
  profilingOff: fact('component-config', 'profiling is off', ({ settings }) => settings.enableProfiling === 'false'),
} as const;

export type FileFact = keyof typeof facts;

function whyNot({ path, state }: Companion, about: string): string {
  const why = {
    missing: 'is missing',
    unreadable: 'cannot be read',
    invalid: 'cannot be understood',
    'out-of-reach': 'is out of reach',
    read: 'holds something else than expected',
  } as const;
  return `whether ${about} cannot be told: ${path} ${why[state]}`;
}

/** Whether the file that a flag names shows something. */
export function fileShows({ component }: Judged, flag: string, name: FileFact): Known<boolean> {
  const { about, shows } = facts[name];
  const companion = component.companions?.find((one) => one.flag === flag);
  if (companion === undefined) return unknown(`whether ${about} cannot be told without the file of --${flag}`);
  const answer = companion.facts === undefined ? null : shows(companion.facts);
  return answer === null ? unknown(whyNot(companion, about)) : known(answer);
}
