import type { Component } from '../kernel/component.js';

export type Role = 'etcd' | 'control-plane';
export type Target = 'systemd' | 'static-pod';
/** Names and paths of files on the hosts; see `layout.ts`. */
export const layoutNames = ['kubeadm', 'kthw-crt', 'kthw'] as const;

export type LayoutName = (typeof layoutNames)[number];
export type KeyAlgorithm = 'ecdsa-p256' | 'ecdsa-p384' | 'rsa-2048' | 'rsa-3072' | 'rsa-4096';
export type EncryptionProvider = 'secretbox' | 'aescbc' | 'aesgcm';

/** A flag the user adds to what hardway sets. The same name may come several times where the flag repeats. */
export interface ExtraArg {
  readonly name: string;
  readonly value: string;
  /** Needed where the value fights a safety rule or replaces a flag that hardway manages. */
  readonly override: boolean;
}

/** What the user changes on one component, for the cluster or for one host (the host's come after the cluster's). */
export interface ComponentOptions {
  readonly extraArgs: readonly ExtraArg[];
  /** Names of flags that hardway would set and the user does not want. */
  readonly unset: readonly string[];
}

/** How to reach a host. Every default is filled in. */
export interface SshOptions {
  readonly user: string;
  readonly host: string;
  readonly port: number;
  /** Absolute path; without one the agent is asked. */
  readonly identityFile?: string;
  /** Absolute path; without one `~/.ssh/known_hosts`. */
  readonly knownHostsFile?: string;
}

export interface Host {
  readonly name: string;
  /** The address that the cluster uses, in canonical form. */
  readonly address: string;
  readonly roles: readonly Role[];
  readonly connection: 'ssh' | 'local';
  readonly ssh: SshOptions;
  readonly options: Readonly<Record<Component, ComponentOptions>>;
}

/** An endpoint of the control plane: a load balancer, a virtual IP or the only master. */
export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/**
 * A cluster as the config describes it: every default filled in, every address canonical, checked as a whole, frozen.
 * Nothing downstream reads the YAML again.
 */
export interface Cluster {
  readonly name: string;
  readonly kubernetes: { readonly version: string };
  readonly etcd: { readonly version: string };
  readonly layout: LayoutName;
  readonly controlPlane: {
    readonly target: Target;
    /** Port of every kube-apiserver; 6443 by default. */
    readonly port: number;
    readonly endpoint?: Endpoint;
    /** Additional names and addresses in the serving certificate of every kube-apiserver. */
    readonly certSANs: readonly string[];
    /** Whether kube-controller-manager signs CSRs; only then the key of the Kubernetes CA goes to the masters. */
    readonly signing: boolean;
  };
  readonly network: {
    /** One CIDR, or two (IPv4 and IPv6) for dual stack. */
    readonly pods: readonly string[];
    readonly services: readonly string[];
    /** DNS domain of the cluster: `cluster.local`. */
    readonly domain: string;
  };
  readonly pki: {
    readonly algorithm: KeyAlgorithm;
    /** Lifetimes in days. */
    readonly validity: { readonly ca: number; readonly leaf: number };
  };
  readonly encryption: { readonly provider: EncryptionProvider };
  readonly hosts: readonly Host[];
  readonly options: Readonly<Record<Component, ComponentOptions>>;
}

/** The hosts that run kube-apiserver and its companions, in the order of the config. */
export function masters(cluster: Cluster): readonly Host[] {
  return cluster.hosts.filter((host) => host.roles.includes('control-plane'));
}

/** The hosts that run an etcd member, in the order of the config. */
export function etcdHosts(cluster: Cluster): readonly Host[] {
  return cluster.hosts.filter((host) => host.roles.includes('etcd'));
}

/** The components a host runs, in the order in which they start. */
export function componentsOf(host: Host): readonly Component[] {
  return [
    ...(host.roles.includes('etcd') ? (['etcd'] as const) : []),
    ...(host.roles.includes('control-plane')
      ? (['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const)
      : []),
  ];
}
