import { type Cluster, etcdHosts, masters, type Role } from '../cluster/cluster.js';
import type { Problem } from '../kernel/problem.js';
import { loadCluster } from './load-cluster.js';

/** What a valid config describes, in short. */
export interface ClusterSummary {
  readonly name: string;
  readonly kubernetes: string;
  readonly etcd: string;
  readonly layout: string;
  readonly target: string;
  readonly endpoint: string | null;
  readonly pods: readonly string[];
  readonly services: readonly string[];
  readonly masters: number;
  /** Members of etcd, how many must be healthy, how many may fail. */
  readonly quorum: { readonly members: number; readonly needed: number; readonly tolerated: number };
  readonly hosts: readonly { readonly name: string; readonly address: string; readonly roles: readonly Role[] }[];
}

export interface Validation {
  readonly valid: true;
  readonly file: string;
  readonly problems: readonly Problem[];
  readonly cluster: ClusterSummary;
}

/** Sums up a cluster for people and for scripts that want to compare it with what was meant. */
export function clusterSummary(cluster: Cluster): ClusterSummary {
  const members = etcdHosts(cluster).length;
  const needed = Math.floor(members / 2) + 1;
  const { endpoint, target } = cluster.controlPlane;
  const host = endpoint?.host.includes(':') === true ? `[${endpoint.host}]` : endpoint?.host;
  return {
    name: cluster.name,
    kubernetes: cluster.kubernetes.version,
    etcd: cluster.etcd.version,
    layout: cluster.layout,
    target,
    endpoint: endpoint === undefined || host === undefined ? null : `${host}:${endpoint.port}`,
    pods: cluster.network.pods,
    services: cluster.network.services,
    masters: masters(cluster).length,
    quorum: { members, needed, tolerated: members - needed },
    hosts: cluster.hosts.map(({ name, address, roles }) => ({ name, address, roles })),
  };
}

/** Checks a config and says what it describes. Throws a HardwayError with every problem when it is not valid. */
export async function validate(configPath: string): Promise<Validation> {
  const { cluster, warnings, file } = await loadCluster(configPath);
  return { valid: true, file, problems: warnings, cluster: clusterSummary(cluster) };
}
