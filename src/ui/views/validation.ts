import type { Validation } from '../../app/validate.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { table } from '../table.js';

function quorumLine({ members, needed, tolerated }: Validation['cluster']['quorum']): string {
  if (members === 1) return '1 member: no redundancy';
  return `${members} members: ${needed} must be healthy, ${tolerated} may fail`;
}

/** What a valid config describes, for a person who wants to compare it with what was meant. */
export function validationView({ file, cluster }: Validation): string {
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
  const head = `${printable(file)} is ${paint.green('valid')}: cluster ${cluster.name}`;
  return `${[head, ...lines].join('\n')}\n\n${hosts}`;
}
