import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../../src/kernel/version.js';
import { supportedKubernetesMinors } from '../../../src/catalog/versions.js';
import type { Cluster, ComponentOptions, ExtraArg } from '../../../src/cluster/cluster.js';
import type { Component } from '../../../src/kernel/component.js';
import { HardwayError } from '../../../src/kernel/problem.js';
import type { FlagSet } from '../../../src/render/flag-set.js';
import { flagSets } from '../../../src/render/flag-sets.js';
import { sampleCluster, sampleHost } from '../../support/sample-cluster.js';

async function setOf(cluster: Cluster, component: Component, host = 0): Promise<FlagSet> {
  const found = cluster.hosts[host];
  if (found === undefined) throw new Error('no such host');
  const set = (await flagSets(cluster, found)).find((candidate) => candidate.component === component);
  if (set === undefined) throw new Error(`no flags of ${component}`);
  return set;
}

async function valuesOf(cluster: Cluster, component: Component, host = 0): Promise<Record<string, string>> {
  const { flags } = await setOf(cluster, component, host);
  return Object.fromEntries(flags.map(({ name, values }) => [name, values.join(' & ')]));
}

const extra = (name: string, value: string): ExtraArg => ({ name, value, override: false });

function withOptions(
  component: Component,
  cluster: Partial<ComponentOptions>,
  host: Partial<ComponentOptions>,
): Cluster {
  const none: ComponentOptions = { extraArgs: [], unset: [] };
  const base = sampleCluster(1);
  const first = sampleHost(1);
  return {
    ...base,
    options: { ...base.options, [component]: { ...none, ...cluster } },
    hosts: [{ ...first, options: { ...first.options, [component]: { ...none, ...host } } }],
  };
}

describe('the flags hardway sets', () => {
  it('are sorted by name, each name once', async () => {
    const { flags } = await setOf(sampleCluster(3), 'kube-apiserver');
    const names = flags.map((flag) => flag.name);
    expect(names).toEqual([...new Set(names)].sort());
    expect(flags.every((flag) => flag.from === 'hardway')).toBe(true);
  });

  it('are secure where the defaults are not', async () => {
    expect(await valuesOf(sampleCluster(1), 'kube-apiserver')).toMatchObject({
      profiling: 'false',
      'authorization-mode': 'Node,RBAC',
      'enable-admission-plugins': 'NodeRestriction',
      'tls-min-version': 'VersionTLS12',
      'audit-log-path': '/var/log/kubernetes/audit.log',
      'audit-policy-file': '/etc/kubernetes/audit/policy.yaml',
      'encryption-provider-config': '/etc/kubernetes/enc/encryption-config.yaml',
      'encryption-provider-config-automatic-reload': 'true',
      'kubelet-certificate-authority': '/etc/kubernetes/pki/ca.crt',
      'enable-aggregator-routing': 'true',
    });
    expect(await valuesOf(sampleCluster(1), 'kube-controller-manager')).toMatchObject({
      profiling: 'false',
      'bind-address': '127.0.0.1',
      'use-service-account-credentials': 'true',
    });
    expect(await valuesOf(sampleCluster(1), 'etcd')).toMatchObject({
      'client-cert-auth': 'true',
      'peer-client-cert-auth': 'true',
      'tls-min-version': 'TLS1.2',
      'listen-metrics-urls': 'http://127.0.0.1:2381',
    });
  });

  it('never set --anonymous-auth, which is refused beside an authentication config', async () => {
    expect(await valuesOf(sampleCluster(3), 'kube-apiserver')).not.toHaveProperty('anonymous-auth');
  });

  it('carry the service and pod CIDRs to every place that needs them', async () => {
    const network = {
      pods: ['10.1.0.0/16', 'fd00:1::/48'],
      services: ['10.2.0.0/24', 'fd00:2::/112'],
      domain: 'k.example',
    };
    const cluster = sampleCluster(1, { network });
    const apiserver = await valuesOf(cluster, 'kube-apiserver');
    const manager = await valuesOf(cluster, 'kube-controller-manager');
    expect(apiserver['service-cluster-ip-range']).toBe('10.2.0.0/24,fd00:2::/112');
    expect(apiserver['service-account-issuer']).toBe('https://kubernetes.default.svc.k.example');
    expect(manager).toMatchObject({
      'service-cluster-ip-range': '10.2.0.0/24,fd00:2::/112',
      'cluster-cidr': '10.1.0.0/16,fd00:1::/48',
      'node-cidr-mask-size-ipv4': '24',
      'node-cidr-mask-size-ipv6': '64',
    });
    expect(manager).not.toHaveProperty('node-cidr-mask-size');
  });

  it.each([
    ['10.0.0.0/8', '24'],
    ['10.0.0.0/16', '24'],
    ['10.0.0.0/24', '28'],
    ['10.0.0.0/30', '32'],
    ['fd00::/40', '56'],
    ['fd00::/48', '64'],
    ['fd00::/64', '68'],
  ])('split %s into nodes of /%s', async (cidr, mask) => {
    const cluster = sampleCluster(1, { network: { pods: [cidr], services: ['10.32.0.0/24'], domain: 'x' } });
    expect(await valuesOf(cluster, 'kube-controller-manager')).toMatchObject({ 'node-cidr-mask-size': mask });
  });

  it('name every etcd member in the same order on every master', async () => {
    const cluster = sampleCluster(3);
    const servers = 'https://198.51.100.11:2379,https://198.51.100.12:2379,https://198.51.100.13:2379';
    for (const host of [0, 1, 2]) {
      expect((await valuesOf(cluster, 'kube-apiserver', host))['etcd-servers']).toBe(servers);
      expect((await valuesOf(cluster, 'etcd', host))['initial-cluster']).toBe(
        'node1=https://198.51.100.11:2380,node2=https://198.51.100.12:2380,node3=https://198.51.100.13:2380',
      );
    }
  });

  it('write IPv6 addresses in brackets, and the local one in the same family', async () => {
    const cluster = sampleCluster(1, { hosts: [{ ...sampleHost(1), address: '2001:db8::1' }] });
    expect(await valuesOf(cluster, 'etcd')).toMatchObject({
      'listen-client-urls': 'https://[::1]:2379,https://[2001:db8::1]:2379',
      'listen-metrics-urls': 'http://[::1]:2381',
    });
    expect(await valuesOf(cluster, 'kube-apiserver')).toMatchObject({ 'advertise-address': '2001:db8::1' });
    expect(await valuesOf(cluster, 'kube-scheduler')).toMatchObject({ 'bind-address': '::1' });
  });

  it('sign CSRs only when the config asks for it', async () => {
    const { controlPlane } = sampleCluster(1);
    const signing = sampleCluster(1, { controlPlane: { ...controlPlane, signing: true } });
    expect(await valuesOf(sampleCluster(1), 'kube-controller-manager')).not.toHaveProperty('cluster-signing-key-file');
    expect(await valuesOf(signing, 'kube-controller-manager')).toMatchObject({
      'cluster-signing-key-file': '/etc/kubernetes/pki/ca.key',
    });
  });

  it('send GOAWAY only where a balancer stands before several masters', async () => {
    const { endpoint, ...alone } = sampleCluster(3).controlPlane;
    expect(endpoint).toBeDefined();
    expect(await valuesOf(sampleCluster(3), 'kube-apiserver')).toMatchObject({ 'goaway-chance': '0.001' });
    expect(await valuesOf(sampleCluster(3, { controlPlane: alone }), 'kube-apiserver')).not.toHaveProperty(
      'goaway-chance',
    );
    expect(await valuesOf(sampleCluster(1), 'kube-apiserver')).not.toHaveProperty('goaway-chance');
  });

  it('keep a master on a loopback address to itself', async () => {
    const cluster = sampleCluster(1, { hosts: [{ ...sampleHost(1), address: '127.0.0.5' }] });
    expect(await valuesOf(cluster, 'kube-apiserver')).toMatchObject({
      'bind-address': '127.0.0.5',
      'endpoint-reconciler-type': 'none',
    });
    expect((await valuesOf(cluster, 'etcd'))['listen-client-urls']).toBe('https://127.0.0.5:2379');
    expect(await valuesOf(sampleCluster(1), 'kube-apiserver')).not.toHaveProperty('endpoint-reconciler-type');
  });

  it.each(supportedKubernetesMinors)('are all known to Kubernetes %s', async (minor) => {
    const cluster = sampleCluster(1, { kubernetes: { version: `${minor}.0` } });
    const newest = sampleCluster(1);
    for (const component of ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const) {
      const names = Object.keys(await valuesOf(newest, component));
      // Before 1.32 a file cannot limit anonymous requests.
      const limited = names.filter((name) => name !== 'authentication-config' || compareVersions(minor, '1.32') >= 0);
      expect(Object.keys(await valuesOf(cluster, component))).toEqual(limited);
    }
  });
});

describe('what the config adds', () => {
  it('replaces a flag of ours, first for the cluster, then for the host', async () => {
    const cluster = withOptions(
      'kube-apiserver',
      { extraArgs: [extra('audit-log-maxage', '60'), extra('v', '2')] },
      { extraArgs: [extra('v', '4')] },
    );
    const { flags } = await setOf(cluster, 'kube-apiserver');
    expect(flags.find(({ name }) => name === 'audit-log-maxage')).toEqual({
      name: 'audit-log-maxage',
      values: ['60'],
      from: 'cluster',
    });
    expect(flags.find(({ name }) => name === 'v')).toEqual({ name: 'v', values: ['4'], from: 'host' });
  });

  it('repeats a flag that is given several times, in that order', async () => {
    const args = [extra('service-account-key-file', '/b'), extra('service-account-key-file', '/a')];
    const cluster = withOptions('kube-apiserver', { extraArgs: args }, {});
    expect((await valuesOf(cluster, 'kube-apiserver'))['service-account-key-file']).toBe('/b & /a');
  });

  it('takes flags away', async () => {
    const cluster = withOptions('kube-apiserver', { unset: ['event-ttl'] }, { unset: ['profiling'] });
    const values = await valuesOf(cluster, 'kube-apiserver');
    expect(values).not.toHaveProperty('event-ttl');
    expect(values).not.toHaveProperty('profiling');
  });

  it('may spell Kubernetes flags with underscores', async () => {
    const cluster = withOptions('kube-apiserver', { extraArgs: [extra('audit_log_maxage', '60')] }, {});
    const values = await valuesOf(cluster, 'kube-apiserver');
    expect(values).toMatchObject({ 'audit-log-maxage': '60' });
    expect(values).not.toHaveProperty('audit_log_maxage');
  });

  it('is refused when the version does not know the flag, never dropped', async () => {
    const cluster = withOptions('etcd', { extraArgs: [extra('enable-v2', 'true'), extra('wal', '/x')] }, {});
    const error: unknown = await setOf(cluster, 'etcd').catch((e: unknown) => e);
    expect(error).toBeInstanceOf(HardwayError);
    expect((error as HardwayError).problems.map((p) => p.what)).toEqual([
      'etcd 3.6.16 has no flag --enable-v2',
      'etcd 3.6.16 has no flag --wal',
    ]);
    expect((error as HardwayError).exitCode).toBe(3);
  });

  it('cannot make up for a version that nothing is known about', async () => {
    const cluster = sampleCluster(1, { kubernetes: { version: '1.10.0' } });
    const error: unknown = await setOf(cluster, 'kube-apiserver').catch((e: unknown) => e);
    expect((error as HardwayError).problems[0]?.code).toBe('render-version-unknown');
  });
});
