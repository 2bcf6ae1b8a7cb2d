import type { Problem } from '../../kernel/problem.js';
import { canonicalAddress } from '../address.js';
import { type Draft, draftHosts, type DraftHost } from '../draft.js';
import { problemAt, type Rule, type RuleContext } from './rule.js';

interface Identity {
  readonly field: readonly string[];
  readonly called: string;
  /** The canonical form; undefined when the host has none of it. */
  readonly of: (host: DraftHost, draft: Draft) => string | undefined;
}

/** `A` and `a.` are one DNS name. */
const bare = (name: string): string => name.toLowerCase().replace(/\.$/, '');

const identities: readonly Identity[] = [
  { field: ['name'], called: 'name', of: ({ name }) => (name === undefined ? undefined : bare(name)) },
  {
    field: ['address'],
    called: 'address',
    of: ({ address }) => (address === undefined ? undefined : (canonicalAddress(address) ?? undefined)),
  },
  {
    field: ['ssh', 'host'],
    called: 'SSH destination',
    of: ({ ssh, connection }, draft) => {
      if (ssh?.host === undefined || connection === 'local') return undefined;
      return `${canonicalAddress(ssh.host) ?? bare(ssh.host)} port ${ssh.port ?? draft.spec?.ssh?.port ?? 22}`;
    },
  },
];

function repeated(draft: Draft, context: RuleContext, { field, called, of }: Identity): readonly Problem[] {
  const first = new Map<string, number>();
  return draftHosts(draft).flatMap(({ host, index }) => {
    const identity = of(host, draft);
    if (identity === undefined) return [];
    const before = first.get(identity);
    if (before === undefined) {
      first.set(identity, index);
      return [];
    }
    const { line } = context.at(['spec', 'hosts', before, ...field]);
    return [
      problemAt(context, ['spec', 'hosts', index, ...field], 'config-duplicate', {
        what: `this is the same ${called} as that of spec.hosts[${before}] on line ${line}: ${identity}`,
        fix: 'give every host its own',
      }),
    ];
  });
}

/** No two hosts may be one machine, however their names and addresses are written. */
export const duplicates: Rule = (draft, context) =>
  identities.flatMap((identity) => repeated(draft, context, identity));
