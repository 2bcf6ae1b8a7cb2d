import { isIP } from 'node:net';
import type { Cluster, Host } from '../cluster/cluster.js';
import { deepFreeze } from '../kernel/freeze.js';
import { canonicalAddress } from '../x509/address.js';
import type {
  AuthorityName,
  CertificatePlan,
  CertificateSpec,
  ExtendedUsage,
  LeafName,
  SubjectAlternativeNames,
} from './certificate-plan.js';
import { firstServiceAddress } from './service-address.js';

interface Leaf {
  readonly name: LeafName;
  readonly issuer: AuthorityName;
  readonly commonName: string;
  readonly organizations?: readonly string[];
  readonly usages: readonly ExtendedUsage[];
  readonly sans?: SubjectAlternativeNames;
  readonly purpose: string;
}

const noNames: SubjectAlternativeNames = { dns: [], ip: [] };

/** Sorts names and addresses apart, canonical and without doubles; DNS names in lower case and sorted, as kubeadm has them. */
function alternativeNames(all: readonly string[]): SubjectAlternativeNames {
  const dns = all.filter((name) => isIP(name) === 0).map((name) => name.toLowerCase());
  const ip = all.flatMap((name) => canonicalAddress(name) ?? []);
  return { dns: [...new Set(dns)].sort(), ip: [...new Set(ip)] };
}

function authority(cluster: Cluster, name: AuthorityName, commonName: string, purpose: string): CertificateSpec {
  const { algorithm, validity } = cluster.pki;
  const subject = { commonName, organizations: [] };
  return {
    id: name,
    name,
    issuer: null,
    subject,
    sans: noNames,
    extendedUsages: [],
    algorithm,
    validityDays: validity.ca,
    purpose,
  };
}

function leaf(cluster: Cluster, host: Host | undefined, wanted: Leaf): CertificateSpec {
  return {
    id: host === undefined ? wanted.name : `${host.name}/${wanted.name}`,
    name: wanted.name,
    ...(host === undefined ? {} : { host: host.name }),
    issuer: wanted.issuer,
    subject: { commonName: wanted.commonName, organizations: wanted.organizations ?? [] },
    sans: wanted.sans ?? noNames,
    extendedUsages: wanted.usages,
    algorithm: cluster.pki.algorithm,
    validityDays: cluster.pki.validity.leaf,
    purpose: wanted.purpose,
  };
}

/** Every name and address under which clients reach the kube-apiserver of a host. */
function apiserverNames(cluster: Cluster, host: Host): SubjectAlternativeNames {
  const { endpoint, certSANs } = cluster.controlPlane;
  const { services, domain } = cluster.network;
  return alternativeNames([
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    `kubernetes.default.svc.${domain}`,
    'localhost',
    host.name,
    host.address,
    '127.0.0.1',
    ...services.map(firstServiceAddress),
    ...(endpoint === undefined ? [] : [endpoint.host]),
    ...certSANs,
  ]);
}

function masterLeaves(cluster: Cluster, host: Host): readonly Leaf[] {
  return [
    {
      name: 'apiserver',
      issuer: 'kubernetes-ca',
      commonName: 'kube-apiserver',
      usages: ['serverAuth'],
      sans: apiserverNames(cluster, host),
      purpose: 'kube-apiserver shows it to its clients',
    },
    {
      name: 'apiserver-kubelet-client',
      issuer: 'kubernetes-ca',
      // Without a group since 1.37: a binding of its own to system:kubelet-api-admin is all it needs.
      commonName: 'kube-apiserver-kubelet-client',
      usages: ['clientAuth'],
      purpose: 'kube-apiserver shows it to kubelets, for logs, exec and port-forward',
    },
    {
      name: 'apiserver-etcd-client',
      issuer: 'etcd-ca',
      commonName: 'kube-apiserver-etcd-client',
      usages: ['clientAuth'],
      purpose: 'kube-apiserver shows it to etcd',
    },
    {
      name: 'front-proxy-client',
      issuer: 'front-proxy-ca',
      commonName: 'front-proxy-client',
      usages: ['clientAuth'],
      purpose: 'kube-apiserver shows it to aggregated APIs when it forwards a request of somebody else',
    },
    {
      name: 'controller-manager',
      issuer: 'kubernetes-ca',
      commonName: 'system:kube-controller-manager',
      usages: ['clientAuth'],
      purpose: 'kube-controller-manager shows it to kube-apiserver',
    },
    {
      name: 'scheduler',
      issuer: 'kubernetes-ca',
      commonName: 'system:kube-scheduler',
      usages: ['clientAuth'],
      purpose: 'kube-scheduler shows it to kube-apiserver',
    },
  ];
}

function etcdLeaves(host: Host): readonly Leaf[] {
  const member = {
    issuer: 'etcd-ca',
    commonName: host.name,
    // etcd dials itself and its peers with the certificate that it serves.
    usages: ['serverAuth', 'clientAuth'],
    sans: alternativeNames([host.name, 'localhost', host.address, '127.0.0.1', '::1']),
  } as const;
  return [
    { ...member, name: 'etcd-server', purpose: 'etcd shows it to its clients' },
    { ...member, name: 'etcd-peer', purpose: 'etcd members show it to each other' },
    {
      name: 'etcd-healthcheck-client',
      issuer: 'etcd-ca',
      commonName: 'kube-etcd-healthcheck-client',
      usages: ['clientAuth'],
      purpose: 'health checks show it to etcd',
    },
  ];
}

const clusterLeaves: readonly Leaf[] = [
  {
    name: 'admin',
    issuer: 'kubernetes-ca',
    commonName: 'kubernetes-admin',
    organizations: ['kubeadm:cluster-admins'],
    usages: ['clientAuth'],
    purpose: 'administrators show it to kube-apiserver; its rights come from a binding that can be taken away',
  },
  {
    name: 'super-admin',
    issuer: 'kubernetes-ca',
    commonName: 'kubernetes-super-admin',
    organizations: ['system:masters'],
    usages: ['clientAuth'],
    purpose: 'break glass: it may do everything, whatever RBAC says, and cannot be revoked',
  },
];

/**
 * Every certificate a cluster needs, authorities first, then the leaves of each host in the order of the config, then
 * those of the whole cluster. Names, usages and names follow kubeadm 1.37.
 */
export function certificatePlan(cluster: Cluster): CertificatePlan {
  const hostLeaves = cluster.hosts.flatMap((host) =>
    [
      ...(host.roles.includes('control-plane') ? masterLeaves(cluster, host) : []),
      ...(host.roles.includes('etcd') ? etcdLeaves(host) : []),
    ].map((wanted) => leaf(cluster, host, wanted)),
  );
  return deepFreeze([
    authority(
      cluster,
      'kubernetes-ca',
      'kubernetes',
      'signs who may speak to kube-apiserver, and kube-apiserver itself',
    ),
    authority(cluster, 'front-proxy-ca', 'front-proxy-ca', 'signs who may forward requests in the name of others'),
    authority(cluster, 'etcd-ca', 'etcd-ca', 'signs etcd members and who may speak to them'),
    ...hostLeaves,
    ...clusterLeaves.map((wanted) => leaf(cluster, undefined, wanted)),
  ]);
}
