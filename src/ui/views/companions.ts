import type { Companion, CompanionFacts } from '../../inspect/companion.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { problemsView } from './problems.js';

type CertificateFacts = Extract<CompanionFacts, { kind: 'certificates' }>['certificates'][number];

const day = 24 * 60 * 60 * 1000;

function certificateText({ subject, notAfter }: CertificateFacts, now: Date): string {
  const days = Math.floor((Date.parse(notAfter) - now.getTime()) / day);
  const left =
    days < 0
      ? paint.red(`expired ${-days} days ago`)
      : days < 30
        ? paint.yellow(`${days} days left`)
        : `${days} days left`;
  return `${printable(subject)} (${left})`;
}

/** What is in a file, in a few words. */
function factsText(facts: CompanionFacts, now: Date): string {
  switch (facts.kind) {
    case 'encryption-config':
      return facts.resources
        .map(
          ({ resources, providers }) =>
            `${resources.join(', ')} by ${providers.map(({ type }) => type).join(', then ')}`,
        )
        .map(printable)
        .join('; ');
    case 'audit-policy':
      return facts.logs ? `${facts.rules} rules; secrets at level ${facts.sensitive}` : 'logs nothing';
    case 'authentication-config': {
      const { anonymous, jwtIssuers } = facts;
      const who =
        anonymous === null
          ? []
          : [anonymous.enabled ? `anonymous on ${anonymous.paths.join(', ') || 'all paths'}` : 'no anonymous requests'];
      return printable([...who, ...jwtIssuers].join(', ')) || 'nothing';
    }
    case 'authorization-config':
      return printable(facts.authorizers.map(({ type }) => type).join(', '));
    case 'admission-config':
      return printable(facts.plugins.join(', ')) || 'no plugins';
    case 'kubeconfig':
      return `${printable(facts.server ?? 'no server')}${facts.insecure ? ', not authenticated' : ''}`;
    case 'certificates':
      return facts.certificates.map((certificate) => certificateText(certificate, now)).join('; ');
    case 'key':
      return facts.isPrivate
        ? 'private key'
        : `${facts.publicKeys.length} public ${facts.publicKeys.length === 1 ? 'key' : 'keys'}`;
    case 'abac-policy':
      return `${facts.lines} lines, ${facts.wildcards} for everybody`;
    case 'credentials-table':
      return `${facts.rows} rows`;
    case 'component-config':
      return `${Object.keys(facts.settings).length} settings`;
    case 'other':
      return 'read';
  }
}

const stateTexts = {
  read: 'read',
  missing: 'not there',
  unreadable: 'cannot be read',
  'out-of-reach': 'not looked at: its place on the host is not known',
  invalid: 'not what it should be',
} as const satisfies Record<Companion['state'], string>;

/** The files that flags point to, one line each, and what is wrong with them. */
export function companionsView(companions: readonly Companion[], now: Date): string {
  if (companions.length === 0) return '';
  const lines = companions.map(({ flag, path, hostPath, state, facts }) => {
    const at = hostPath === undefined ? path : `${path} (${hostPath})`;
    const said = state === 'read' && facts !== undefined ? factsText(facts, now) : paint.yellow(stateTexts[state]);
    return `  ${paint.dim(`--${flag}`)} ${printable(at)}: ${said}`;
  });
  const problems = companions.flatMap((companion) => companion.problems);
  const wrong = problems.length === 0 ? '' : `\n${problemsView(problems)}`;
  return `\nfiles that flags point to\n${lines.join('\n')}\n${wrong}`;
}
