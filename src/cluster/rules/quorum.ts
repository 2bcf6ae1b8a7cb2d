import type { Role } from '../cluster.js';
import { type Draft, draftHosts } from '../draft.js';
import { problem } from '../../kernel/problem.js';
import { type Rule } from './rule.js';

function count(draft: Draft, role: Role): number {
  return draftHosts(draft).filter(({ host }) => host.roles?.includes(role) === true).length;
}

/** Whether the number of hosts with a role can be told: not when a host or its roles could not be read. */
function isCountable(draft: Draft): boolean {
  const { hosts } = draft.spec ?? {};
  return hosts !== undefined && hosts.length > 0 && hosts.every((host) => host?.roles?.includes(undefined) === false);
}

/** How many members a cluster needs, and what an even number of etcd members costs without giving anything. */
export const quorum: Rule = (draft, context) => {
  if (!isCountable(draft)) return [];
  const where = context.at(['spec', 'hosts'], 'key');
  const missing = (['etcd', 'control-plane'] as const)
    .filter((role) => count(draft, role) === 0)
    .map((role) =>
      problem('config-quorum', {
        where,
        what: `no host has the role ${role}`,
        expected: 'at least one, usually three',
      }),
    );
  const members = count(draft, 'etcd');
  if (members === 0 || members % 2 === 1) return missing;
  const needed = members / 2 + 1;
  const tolerated = members - needed;
  const less = members - 1;
  return [
    ...missing,
    problem('config-quorum', {
      where,
      severity: 'warning',
      what: `${members} etcd members need ${needed} for a quorum, so ${tolerated} may fail: no more than with ${less}`,
      expected: 'an odd number of etcd members',
      fix: `use ${less} or ${members + 1}`,
    }),
  ];
};
