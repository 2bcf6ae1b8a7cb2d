import type { Component } from '../kernel/component.js';

/** The flags that hardway sets on a component, by name. A test of render holds this against what is rendered. */
export interface ManagedFlagNames {
  /**
   * Made from the config, the layout or the PKI, or kept for safety: an extra argument of this name needs
   * `override: true`, and the flag cannot be unset.
   */
  readonly wired: readonly string[];
  /** Defaults of ours that fit most clusters: an extra argument replaces them, and they may be unset. */
  readonly adjustable: readonly string[];
}

const requestHeader = [
  'requestheader-allowed-names',
  'requestheader-client-ca-file',
  'requestheader-extra-headers-prefix',
  'requestheader-group-headers',
  'requestheader-username-headers',
];

const kubernetesTls = ['tls-cipher-suites', 'tls-min-version'];

export const managedFlags: Readonly<Record<Component, ManagedFlagNames>> = {
  etcd: {
    wired: [
      'advertise-client-urls',
      'cert-file',
      'client-cert-auth',
      'data-dir',
      'initial-advertise-peer-urls',
      'initial-cluster',
      'initial-cluster-state',
      'initial-cluster-token',
      'key-file',
      'listen-client-urls',
      'listen-metrics-urls',
      'listen-peer-urls',
      'name',
      'peer-cert-file',
      'peer-client-cert-auth',
      'peer-key-file',
      'peer-trusted-ca-file',
      'trusted-ca-file',
    ],
    adjustable: [
      'cipher-suites',
      'feature-gates',
      'quota-backend-bytes',
      'snapshot-count',
      'tls-min-version',
      'watch-progress-notify-interval',
    ],
  },
  'kube-apiserver': {
    wired: [
      'advertise-address',
      'audit-log-path',
      'audit-policy-file',
      'authorization-mode',
      'bind-address',
      'client-ca-file',
      'enable-admission-plugins',
      'encryption-provider-config',
      'etcd-cafile',
      'etcd-certfile',
      'etcd-keyfile',
      'etcd-servers',
      'kubelet-certificate-authority',
      'kubelet-client-certificate',
      'kubelet-client-key',
      'profiling',
      'proxy-client-cert-file',
      'proxy-client-key-file',
      ...requestHeader,
      'secure-port',
      'service-account-issuer',
      'service-account-key-file',
      'service-account-signing-key-file',
      'service-cluster-ip-range',
      'tls-cert-file',
      'tls-private-key-file',
    ],
    adjustable: [
      'allow-privileged',
      'audit-log-maxage',
      'audit-log-maxbackup',
      'audit-log-maxsize',
      'authentication-config',
      'enable-aggregator-routing',
      'encryption-provider-config-automatic-reload',
      'endpoint-reconciler-type',
      'event-ttl',
      'goaway-chance',
      'kubelet-preferred-address-types',
      'shutdown-send-retry-after',
      ...kubernetesTls,
    ],
  },
  'kube-controller-manager': {
    wired: [
      'allocate-node-cidrs',
      'authentication-kubeconfig',
      'authorization-kubeconfig',
      'bind-address',
      'client-ca-file',
      'cluster-cidr',
      'cluster-name',
      'cluster-signing-cert-file',
      'cluster-signing-key-file',
      'kubeconfig',
      'leader-elect',
      'profiling',
      'requestheader-client-ca-file',
      'root-ca-file',
      'service-account-private-key-file',
      'service-cluster-ip-range',
      'use-service-account-credentials',
    ],
    adjustable: [
      'flex-volume-plugin-dir',
      'node-cidr-mask-size',
      'node-cidr-mask-size-ipv4',
      'node-cidr-mask-size-ipv6',
      'terminated-pod-gc-threshold',
      ...kubernetesTls,
    ],
  },
  'kube-scheduler': {
    wired: [
      'authentication-kubeconfig',
      'authorization-kubeconfig',
      'bind-address',
      'client-ca-file',
      'config',
      'requestheader-client-ca-file',
    ],
    adjustable: kubernetesTls,
  },
};
