import type { Cluster, ComponentOptions, Host, Role } from '../../src/cluster/cluster.js';
import type { Component } from '../../src/kernel/component.js';
import { deepFreeze } from '../../src/kernel/freeze.js';

const noOptions: ComponentOptions = { extraArgs: [], unset: [] };

const plain: Record<Component, ComponentOptions> = {
  etcd: noOptions,
  'kube-apiserver': noOptions,
  'kube-controller-manager': noOptions,
  'kube-scheduler': noOptions,
};

/** A host `nodeN` at 198.51.100.1N with both roles. */
export function sampleHost(n: number, roles: readonly Role[] = ['etcd', 'control-plane']): Host {
  const address = `198.51.100.${10 + n}`;
  return {
    name: `node${n}`,
    address,
    roles,
    connection: 'ssh',
    ssh: { user: 'ops', host: address, port: 22 },
    options: plain,
  };
}

/** A cluster that would pass validation, with as many stacked masters as asked for; the overrides replace whole fields. */
export function sampleCluster(masters = 3, overrides: Partial<Cluster> = {}): Cluster {
  return deepFreeze({
    name: 'demo',
    kubernetes: { version: '1.37.1' },
    etcd: { version: '3.6.16' },
    layout: 'kubeadm' as const,
    controlPlane: {
      target: 'systemd' as const,
      port: 6443,
      ...(masters > 1 ? { endpoint: { host: '198.51.100.10', port: 6443 } } : {}),
      certSANs: [],
      signing: false,
    },
    network: { pods: ['10.200.0.0/16'], services: ['10.32.0.0/24'], domain: 'cluster.local' },
    pki: { algorithm: 'ecdsa-p256' as const, validity: { ca: 3650, leaf: 365 } },
    encryption: { provider: 'secretbox' as const },
    hosts: Array.from({ length: masters }, (_, i) => sampleHost(i + 1)),
    options: plain,
    ...overrides,
  });
}
