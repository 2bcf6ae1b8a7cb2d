import type { Companion, CompanionFacts } from '../inspect/companion.js';
import { type Judged, valueOf } from './judged.js';
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
  shows: (facts: Facts<Kind>) => boolean | null,
): { readonly shows: (facts: CompanionFacts) => boolean | null } {
  return { shows: (facts) => (facts.kind === kind ? shows(facts as Facts<Kind>) : null) };
}

/** What a rule may ask of a file that a flag names; null of a file of another kind. */
const facts = {
  coversSecrets: fact('encryption-config', ({ resources }) =>
    resources.some((block) => coversSecrets(block.resources)),
  ),
  identityFirst: fact('encryption-config', (file) => firstProvider(file) === 'identity'),
  weakKeys: fact('encryption-config', ({ resources }) =>
    resources.some(({ providers }) => providers.some(({ weakKeys }) => weakKeys > 0)),
  ),
  outdatedCipher: fact('encryption-config', (file) => firstProvider(file) === 'aesgcm'),
  logs: fact('audit-policy', (policy) => policy.logs),
  logsBodies: fact('audit-policy', ({ sensitive }) => ['Request', 'RequestResponse'].includes(sensitive)),
  logsUnevenly: fact('audit-policy', ({ sensitive }) => sensitive === 'mixed'),
  ignoresSensitive: fact('audit-policy', ({ sensitive }) => sensitive === 'None'),
} as const;

export type FileFact = keyof typeof facts;

/** Why the facts of a file are not known. */
export function whyNotRead({ path, state }: Companion): string {
  const why = {
    missing: 'is missing',
    unreadable: 'cannot be read',
    invalid: 'cannot be understood',
    'out-of-reach': 'is out of reach',
    read: 'holds something else than expected',
  } as const;
  return `what ${path} says is not known: it ${why[state]}`;
}

/** The path that a flag names, for words. */
function pathOf(judged: Judged, flag: string): string {
  const value = valueOf(judged, flag);
  return value.known && value.value !== null && value.value.text !== '' ? value.value.text : `the file of --${flag}`;
}

/** Whether the file that a flag names shows something. */
export function fileShows(judged: Judged, flag: string, name: FileFact): Known<boolean> {
  const companion = judged.component.companions?.find((one) => one.flag === flag);
  if (companion === undefined) return unknown(`what ${pathOf(judged, flag)} says is not known: it was not read`);
  const answer = companion.facts === undefined ? null : facts[name].shows(companion.facts);
  return answer === null ? unknown(whyNotRead(companion)) : known(answer);
}
