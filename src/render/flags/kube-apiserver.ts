import { type Cluster, etcdHosts, type Host, masters } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { compareVersions, minorOf } from '../../kernel/version.js';
import { isLoopback } from '../addresses.js';
import { clientUrl } from './etcd.js';
import type { ManagedFlags } from './managed-flag.js';
import { kubernetesTls } from './tls.js';

/** What kube-apiserver writes into tokens as their issuer, and serves its keys under. */
function issuer(cluster: Cluster): string {
  return `https://kubernetes.default.svc.${cluster.network.domain}`;
}

/** Extension apiservers are asked through our own front proxy, whose client certificate has this name. */
function aggregation(paths: HostPaths): ManagedFlags {
  return {
    // Masters run no kube-proxy here, so a Service address would lead nowhere: ask the endpoints themselves.
    'enable-aggregator-routing': true,
    'proxy-client-cert-file': paths.frontProxyClient.cert,
    'proxy-client-key-file': paths.frontProxyClient.key,
    'requestheader-allowed-names': 'front-proxy-client',
    'requestheader-client-ca-file': paths.frontProxyCa,
    'requestheader-extra-headers-prefix': 'X-Remote-Extra-',
    'requestheader-group-headers': 'X-Remote-Group',
    'requestheader-username-headers': 'X-Remote-User',
  };
}

/** A policy alone logs nothing, a path alone neither: both are set, and the log is rotated by the program itself. */
function audit(paths: HostPaths): ManagedFlags {
  return {
    'audit-log-maxage': 30,
    'audit-log-maxbackup': 10,
    'audit-log-maxsize': 100,
    'audit-log-path': paths.auditLog,
    'audit-policy-file': paths.auditPolicy,
  };
}

/** Every member, in the order of the config, so that the flags of all masters can be compared letter by letter. */
function etcd(cluster: Cluster, paths: HostPaths): ManagedFlags {
  return {
    'etcd-cafile': paths.apiserverEtcdCa,
    'etcd-certfile': paths.apiserverEtcdClient.cert,
    'etcd-keyfile': paths.apiserverEtcdClient.key,
    'etcd-servers': etcdHosts(cluster).map(clientUrl),
  };
}

function serving(cluster: Cluster, host: Host, paths: HostPaths): ManagedFlags {
  const alone = isLoopback(host.address);
  return {
    ...kubernetesTls,
    'advertise-address': host.address,
    'bind-address': alone ? host.address : undefined,
    // Endpoints may not name a loopback address, so plain processes on one machine publish none.
    'endpoint-reconciler-type': alone ? 'none' : undefined,
    'secure-port': cluster.controlPlane.port,
    // Without it open watches hold a stopping server until their time is up.
    'shutdown-send-retry-after': true,
    'tls-cert-file': paths.apiserver.cert,
    'tls-private-key-file': paths.apiserver.key,
    // Spreads long HTTP/2 connections over the masters again after a restart; useless and harmful without a balancer.
    'goaway-chance': masters(cluster).length > 1 && cluster.controlPlane.endpoint !== undefined ? 0.001 : undefined,
  };
}

/**
 * Whether anonymous requests can be limited to paths by a file: the field is in use without a gate from 1.32 on. Before
 * that they stay allowed, and RBAC leaves them the health paths and /version.
 */
export function limitsAnonymous(cluster: Cluster): boolean {
  return compareVersions(minorOf(cluster.kubernetes.version), '1.32') >= 0;
}

/** The flags of a kube-apiserver. */
export function apiserverFlags(cluster: Cluster, host: Host, paths: HostPaths): ManagedFlags {
  return {
    ...serving(cluster, host, paths),
    ...etcd(cluster, paths),
    ...aggregation(paths),
    ...audit(paths),
    'allow-privileged': true,
    // Anonymous requests are governed by this file; --anonymous-auth may not be set beside it.
    'authentication-config': limitsAnonymous(cluster) ? paths.authenticationConfig : undefined,
    'authorization-mode': ['Node', 'RBAC'],
    'client-ca-file': paths.trustBundle,
    'enable-admission-plugins': ['NodeRestriction'],
    'encryption-provider-config': paths.encryptionConfig,
    'encryption-provider-config-automatic-reload': true,
    'event-ttl': '1h0m0s',
    'kubelet-certificate-authority': paths.trustBundle,
    'kubelet-client-certificate': paths.apiserverKubeletClient.cert,
    'kubelet-client-key': paths.apiserverKubeletClient.key,
    // Node names need not resolve from the masters.
    'kubelet-preferred-address-types': ['InternalIP', 'ExternalIP', 'Hostname'],
    profiling: false,
    'service-account-issuer': issuer(cluster),
    'service-account-key-file': paths.serviceAccount.publicKey,
    'service-account-signing-key-file': paths.serviceAccount.privateKey,
    'service-cluster-ip-range': cluster.network.services,
  };
}
