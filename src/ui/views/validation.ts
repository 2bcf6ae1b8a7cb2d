import type { Initialized } from '../../app/init.js';
import type { ClusterSummary, Validation } from '../../app/validate.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { table } from '../table.js';

function quorumLine({ members, needed, tolerated }: ClusterSummary['quorum']): string {
  if (members === 1) return '1 member: no redundancy';
  return `${members} members: ${needed} must be healthy, ${tolerated} may fail`;
}

function summaryText(cluster: ClusterSummary): string {
  const facts: readonly (readonly [string, string])[] = [
    ['Kubernetes', cluster.kubernetes],
    ['etcd', `${cluster.etcd}, ${quorumLine(cluster.quorum)}`],
    ['masters', `${cluster.masters} (${cluster.target}, ${cluster.layout} layout)`],
    ['endpoint', cluster.endpoint ?? 'none'],
    ['pods', cluster.pods.join(', ')],
    ['services', cluster.services.join(', ')],
  ];
  const lines = facts.map(([name, value]) => `  ${name.padEnd(10)}  ${printable(value)}`);
  const hosts = table(cluster.hosts, [
    { title: 'HOST', cell: ({ name }) => name },
    { title: 'ADDRESS', cell: ({ address }) => address },
    { title: 'ROLES', cell: ({ roles }) => roles.join(', ') },
  ]);
  return `${lines.join('\n')}\n\n${hosts}`;
}

/** What a valid config describes, for a person who wants to compare it with what was meant. */
export function validationView({ file, cluster }: Validation): string {
  return `${printable(file)} is ${paint.green('valid')}: cluster ${cluster.name}\n${summaryText(cluster)}`;
}

/** What was written, and what comes next. */
export function initializedView({ file, cluster }: Initialized): string {
  const next = ['hardway pki create', 'hardway plan', 'hardway deploy'].join(', then ');
  const head = `Wrote ${printable(file)}: cluster ${cluster.name}`;
  return `${head}\n${summaryText(cluster)}\nLook through it, then: ${next}\n`;
}
