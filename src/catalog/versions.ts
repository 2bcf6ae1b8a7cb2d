import { minorOf } from '../kernel/version.js';

/** The Kubernetes minors that hardway renders and deploys, from old to new. */
export const supportedKubernetesMinors: readonly string[] = Object.freeze([
  '1.29',
  '1.30',
  '1.31',
  '1.32',
  '1.33',
  '1.34',
  '1.35',
  '1.36',
  '1.37',
]);

/** The etcd minors that hardway renders and deploys, from old to new. */
export const supportedEtcdMinors: readonly string[] = Object.freeze(['3.5', '3.6', '3.7']);

/** What `hardway init` writes; the pair that is tested on real hosts. */
export const defaultKubernetesVersion = '1.37.1';
export const defaultEtcdVersion = '3.6.16';

/** Which etcd a Kubernetes minor wants. */
export interface EtcdPairing {
  /** The oldest etcd minor that hardway runs under this apiserver. */
  readonly minimum: string;
  /** The etcd minor that kubeadm of the same Kubernetes minor deploys. */
  readonly recommended: string;
}

const pairings: Readonly<Record<string, EtcdPairing>> = {
  '1.29': { minimum: '3.5', recommended: '3.5' },
  '1.30': { minimum: '3.5', recommended: '3.5' },
  '1.31': { minimum: '3.5', recommended: '3.5' },
  '1.32': { minimum: '3.5', recommended: '3.5' },
  '1.33': { minimum: '3.5', recommended: '3.5' },
  '1.34': { minimum: '3.6', recommended: '3.6' },
  '1.35': { minimum: '3.6', recommended: '3.6' },
  '1.36': { minimum: '3.6', recommended: '3.6' },
  '1.37': { minimum: '3.6', recommended: '3.7' },
};

/** The etcd for a Kubernetes version or minor; undefined for minors outside the supported ones. */
export function etcdPairing(kubernetes: string): EtcdPairing | undefined {
  const minor = minorOf(kubernetes);
  return Object.hasOwn(pairings, minor) ? pairings[minor] : undefined;
}

/**
 * The version skew policy of Kubernetes, in minors. Apiservers of one cluster may differ by `apiservers`; the
 * controller-manager and the scheduler may be older than the apiserver they talk to by `controllers`, never newer; a
 * kubelet may be older by `kubelet`, never newer; upgrades go one minor at a time.
 */
export const versionSkew = Object.freeze({ apiservers: 1, controllers: 1, kubelet: 3, upgradeStep: 1 });
