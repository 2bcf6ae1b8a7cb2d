import { type Cluster, etcdHosts, type Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { compareVersions, minorOf } from '../../kernel/version.js';
import { localAddress, urlHost } from '../addresses.js';
import { etcdPorts } from '../ports.js';
import type { ManagedFlags } from './managed-flag.js';
import { etcdTls } from './tls.js';

/** Where the other members reach the etcd of a host. */
export function peerUrl(host: Host): string {
  return `https://${urlHost(host.address)}:${etcdPorts.peer}`;
}

/** Where clients reach the etcd of a host. */
export function clientUrl(host: Host): string {
  return `https://${urlHost(host.address)}:${etcdPorts.client}`;
}

/**
 * Two settings that etcd 3.5 has under experimental names. kube-apiserver's consistent reads from its cache need
 * frequent progress notifications.
 */
function afterExperiments(cluster: Cluster): ManagedFlags {
  if (compareVersions(minorOf(cluster.etcd.version), '3.6') < 0) {
    return { 'experimental-initial-corrupt-check': true, 'experimental-watch-progress-notify-interval': '5s' };
  }
  return { 'feature-gates': 'InitialCorruptCheck=true', 'watch-progress-notify-interval': '5s' };
}

/**
 * The flags of an etcd member. TLS with client certificates on both sides; metrics and health in plain HTTP on the
 * local address only, as kubeadm has it. No auto-compaction: kube-apiserver compacts every five minutes itself, and
 * two compactors would fight over the history that watches need.
 */
export function etcdFlags(cluster: Cluster, host: Host, paths: HostPaths): ManagedFlags {
  const local = localAddress(host.address);
  const localUrl = `https://${urlHost(local)}:${etcdPorts.client}`;
  return {
    ...etcdTls,
    'advertise-client-urls': clientUrl(host),
    'cert-file': paths.etcd.server.cert,
    'client-cert-auth': true,
    'data-dir': paths.etcd.data,
    ...afterExperiments(cluster),
    'initial-advertise-peer-urls': peerUrl(host),
    'initial-cluster': etcdHosts(cluster).map((member) => `${member.name}=${peerUrl(member)}`),
    // A member that has data ignores it; a member that replaces another is the only one rendered otherwise.
    'initial-cluster-state': 'new',
    'initial-cluster-token': cluster.name,
    'key-file': paths.etcd.server.key,
    'listen-client-urls': [...new Set([localUrl, clientUrl(host)])],
    'listen-metrics-urls': `http://${urlHost(local)}:${etcdPorts.metrics}`,
    'listen-peer-urls': peerUrl(host),
    name: host.name,
    'peer-cert-file': paths.etcd.peer.cert,
    'peer-client-cert-auth': true,
    'peer-key-file': paths.etcd.peer.key,
    'peer-trusted-ca-file': paths.etcd.ca,
    // The most that etcd's own documentation suggests. At the default of 2 GiB a busy cluster ends up read-only.
    'quota-backend-bytes': 8 * 1024 ** 3,
    'snapshot-count': 10000,
    'trusted-ca-file': paths.etcd.ca,
  };
}
