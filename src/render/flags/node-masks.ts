import type { ManagedFlags } from './managed-flag.js';

/**
 * The size of each node's share of a pod CIDR: /24 or /64, as upstream has it, as long as sixteen nodes fit and the
 * two sizes are at most 16 bits apart, which is all that kube-controller-manager accepts.
 */
function maskFor(cidr: string): number {
  const prefix = Number(cidr.slice(cidr.indexOf('/') + 1));
  const [usual, most] = cidr.includes(':') ? [64, 128] : [24, 32];
  return Math.min(Math.max(usual, prefix + 4), prefix + 16, most);
}

/** --node-cidr-mask-size, which is refused beside its two siblings; with two families only those are allowed. */
export function nodeMasks(pods: readonly string[]): ManagedFlags {
  const [only, second] = pods;
  if (only === undefined) return {};
  if (second === undefined) return { 'node-cidr-mask-size': maskFor(only) };
  return Object.fromEntries(
    pods.map((cidr) => [`node-cidr-mask-size-${cidr.includes(':') ? 'ipv6' : 'ipv4'}`, maskFor(cidr)]),
  );
}
