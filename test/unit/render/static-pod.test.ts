import { describe, expect, it } from 'vitest';
import { hostPaths } from '../../../src/cluster/layout.js';
import { mountsOf, volumeNames } from '../../../src/render/static-pod/mounts.js';
import { probes } from '../../../src/render/static-pod/probes.js';
import type { FlagSet } from '../../../src/render/flag-set.js';
import { renderTemplate } from '../../../src/render/templates.js';

const flagSet = (component: FlagSet['component'], flags: Readonly<Record<string, string>>): FlagSet => ({
  component,
  version: '1.37.1',
  flags: Object.entries(flags).map(([name, value]) => ({ name, values: [value], from: 'cluster' })),
});
const paths = hostPaths('kubeadm', 'static-pod');

describe('a static pod', () => {
  it('mounts what its path flags name, writable only where it writes', () => {
    const set = flagSet('kube-apiserver', { 'oidc-ca-file': '/srv/oidc/ca.crt', 'audit-log-path': '/srv/log/a.log' });
    expect(mountsOf(set, [], paths)).toEqual([
      { path: '/etc/ssl/certs', readOnly: true, type: 'DirectoryOrCreate' },
      { path: '/srv/log', readOnly: false, type: 'DirectoryOrCreate' },
      { path: '/srv/oidc/ca.crt', readOnly: true, type: '' },
    ]);
  });

  it('gives every path a volume name of its own that Kubernetes accepts', () => {
    const all = ['/a/b', '/a-b', '/A/b', `/${'x'.repeat(90)}`, '/é', '/etc/kubernetes/pki'];
    const names = volumeNames(all);
    expect(new Set(names.values()).size).toBe(all.length);
    for (const name of names.values()) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
    expect(names.get('/etc/kubernetes/pki')).toBe('etc-kubernetes-pki');
  });

  it('is probed where its flags put it', () => {
    const set = flagSet('kube-apiserver', { 'secure-port': '8443', 'bind-address': '198.51.100.99' });
    expect(probes(set, '198.51.100.11')).toMatchObject({
      ports: [{ containerPort: 8443, name: 'probe-port' }],
      readinessProbe: { httpGet: { host: '198.51.100.99', port: 'probe-port', path: '/readyz', scheme: 'HTTPS' } },
    });
    const metrics = flagSet('etcd', { 'listen-metrics-urls': 'http://[::1]:9999' });
    expect(probes(metrics, '2001:db8::1')).toMatchObject({
      ports: [{ containerPort: 9999 }],
      livenessProbe: { httpGet: { host: '::1', scheme: 'HTTP' } },
    });
  });

  it('has no probes where a kubelet could not ask', () => {
    expect(probes(flagSet('etcd', {}), '198.51.100.11')).toEqual({});
    expect(probes(flagSet('etcd', { 'listen-metrics-urls': 'https://127.0.0.1:2381' }), '198.51.100.11')).toEqual({});
  });
});

describe('a template', () => {
  const unit = { cluster: 'demo', host: 'node1', program: '/x', arguments: [] };

  it('takes no value of several lines, which could start a setting of its own', async () => {
    const rendered = renderTemplate('etc/systemd/system/etcd.service', { ...unit, host: 'a\nExecStartPre=/bin/sh' });
    await expect(rendered).rejects.toThrow('host is not one line');
  });

  it('is not rendered with something missing', async () => {
    const { program, ...rest } = unit;
    expect(program).toBe('/x');
    await expect(renderTemplate('etc/systemd/system/etcd.service', rest)).rejects.toThrow('program');
  });
});
