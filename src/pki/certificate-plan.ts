import type { KeyAlgorithm } from '../cluster/cluster.js';

export const authorityNames = ['kubernetes-ca', 'front-proxy-ca', 'etcd-ca'] as const;
export type AuthorityName = (typeof authorityNames)[number];

/** Leaves that every master has of its own. */
export const masterLeafNames = [
  'apiserver',
  'apiserver-kubelet-client',
  'apiserver-etcd-client',
  'front-proxy-client',
  'controller-manager',
  'scheduler',
] as const;

/** Leaves that every etcd member has of its own. */
export const etcdLeafNames = ['etcd-server', 'etcd-peer', 'etcd-healthcheck-client'] as const;

/** Leaves of the whole cluster; they stay with the operator. */
export const clusterLeafNames = ['admin', 'super-admin'] as const;

export type LeafName =
  (typeof masterLeafNames)[number] | (typeof etcdLeafNames)[number] | (typeof clusterLeafNames)[number];

export interface SubjectAlternativeNames {
  readonly dns: readonly string[];
  /** Canonical text form. */
  readonly ip: readonly string[];
}

export type ExtendedUsage = 'serverAuth' | 'clientAuth';

/** One certificate that the cluster needs: everything about it but the key. */
export interface CertificateSpec {
  /** Unique: `kubernetes-ca`, `admin`, `node1/apiserver`. Also its place in the store. */
  readonly id: string;
  readonly name: AuthorityName | LeafName;
  /** The host it belongs to; absent for authorities and for leaves of the whole cluster. */
  readonly host?: string;
  /** Null for an authority, which signs itself. */
  readonly issuer: AuthorityName | null;
  readonly subject: { readonly commonName: string; readonly organizations: readonly string[] };
  readonly sans: SubjectAlternativeNames;
  readonly extendedUsages: readonly ExtendedUsage[];
  readonly algorithm: KeyAlgorithm;
  readonly validityDays: number;
  /** Why the cluster needs it, one sentence for people. */
  readonly purpose: string;
}

/** All certificates of a cluster, authorities first. A list one can read. */
export type CertificatePlan = readonly CertificateSpec[];
