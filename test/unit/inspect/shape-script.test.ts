import { describe, expect, it } from 'vitest';
import { codesOf, componentsIn, inspectShape, shapeFixture, valuesOf } from '../../support/shape-fixture.js';

const inspect = (name: string) => inspectShape(shapeFixture(name), { source: name });

describe('a script', () => {
  it('that writes units by heredocs is read as what it would write', async () => {
    const { components } = await inspect('script/heredocs.sh');
    expect(await componentsIn('script/heredocs.sh')).toEqual([
      [
        'kube-apiserver',
        {
          'advertise-address': null,
          'etcd-servers': null,
          'event-ttl': '2h',
          'service-cluster-ip-range': '10.32.0.0/24',
          v: '2',
        },
      ],
      ['kube-scheduler', { 'leader-elect': 'true' }],
    ]);
    expect(components[0]?.sources).toEqual([{ kind: 'unit', path: 'script/heredocs.sh' }]);
    expect(components[0]?.flags['service-cluster-ip-range']?.provenance).toMatchObject([{ line: 16, column: 3 }]);
    expect(codesOf(components[0])).toContain('input-unresolved');
    expect(components[1]?.flags['leader-elect']?.provenance).toMatchObject([{ line: 33 }]);
  });

  it('that accumulates flags is followed; what a branch may add stays open', async () => {
    const { components } = await inspect('script/accumulated.sh');
    expect(valuesOf(components[0])).toMatchObject({
      'allow-privileged': 'true',
      'authorization-mode': 'Node,RBAC',
      profiling: 'false',
    });
    expect(components[0]?.incomplete).toBe(true);
    expect(codesOf(components[0])).toContain('input-unresolved');
  });

  it.each([
    ['run', 'etcd', { 'data-dir': '/var/lib/etcd', name: 'm1' }],
    ['openrc', 'kube-controller-manager', { 'cluster-name': 'my cluster', 'leader-elect': 'true' }],
    ['sysv', 'kube-apiserver', { 'secure-port': '6443', v: '2' }],
    ['typed-in-background.txt', 'kube-apiserver', { 'etcd-servers': 'http://localhost:2379', v: '0' }],
    ['upstart.conf', 'kube-apiserver', { 'secure-port': '6443', v: '4' }],
  ])('of an init system, or a line of one: %s', async (name, component, flags) => {
    expect(await componentsIn(`script/${name}`)).toEqual([[component, flags]]);
  });

  it('that somebody typed, with a flag that the page broke', async () => {
    const { components } = await inspect('script/typed.txt');
    expect(valuesOf(components[0])).toEqual({
      'enable-admission-plugins': 'NodeRestriction',
      'etcd-servers': 'http://127.0.0.1:2379',
      'insecure-port': '0',
      'service-cluster-ip-range': '10.0.0.0/24',
    });
    expect(components[0]?.flags['enable-admission-plugins']?.confidence).toBe('reconstructed');
    expect(components[0]?.flags['etcd-servers']?.confidence).toBe('certain');
  });
});

describe('a script that nobody wrote', () => {
  it('is read at its beginning, and says that it is longer', async () => {
    const text = `#!/bin/sh\nexec kube-apiserver --v=1\n${'echo x\n'.repeat(50_000)}`;
    const { components, problems } = await inspectShape(text);
    expect(valuesOf(components[0])).toEqual({ v: '1' });
    expect(components[0]?.incomplete).toBe(true);
    expect(problems.map(({ code }) => code)).toEqual(['input-truncated']);
  });
});

describe('docker', () => {
  it('run: its own options are skipped, the tag is the version', async () => {
    const { components } = await inspect('docker/run.txt');
    expect(components.map(({ component, version }) => [component, version])).toEqual([
      ['kube-apiserver', '1.9.7'],
      ['etcd', '3.5.9'],
    ]);
    expect(valuesOf(components[0])).toEqual({ 'etcd-servers': 'http://127.0.0.1:4001', v: '2' });
    expect(components[0]?.sources).toEqual([{ kind: 'docker', path: 'docker/run.txt' }]);
  });

  it('ps: quoted commands, cut off where it shortens them', async () => {
    const { components } = await inspect('docker/ps.txt');
    expect(components.map(({ component, version }) => [component, version])).toEqual([
      ['kube-apiserver', '1.30.4'],
      ['kube-scheduler', '1.30.4'],
    ]);
    expect(valuesOf(components[1])).toEqual({ 'leader-elect': 'true' });
    expect(codesOf(components[1])).toContain('input-truncated');
  });

  it('ps of podman, without quotes', async () => {
    const { components } = await inspect('docker/podman-ps.txt');
    expect(valuesOf(components[1])).toEqual({ name: 'm1' });
    expect(components.map(({ incomplete }) => incomplete)).toEqual([true, undefined]);
  });
});

describe('a guide', () => {
  it('gives every component of its blocks, a unit with the variables that the page shows', async () => {
    const { components } = await inspect('guide/page.md');
    expect(
      components.map((component) => [component.component, component.sources[0]?.kind, valuesOf(component)]),
    ).toEqual([
      ['kube-apiserver', 'unit', { 'event-ttl': '3h', v: '2' }],
      ['kube-scheduler', 'unit', { config: '/etc/kubernetes/config/kube-scheduler.yaml', v: '3' }],
      ['kube-controller-manager', 'ps', { 'leader-elect': 'true' }],
    ]);
    expect(components[1]?.flags.v?.provenance).toMatchObject([{ line: 24, column: 3 }]);
    expect(components[2]?.flags['leader-elect']?.provenance).toMatchObject([{ line: 32 }]);
  });

  it('may be files one after the other, as head prints them', async () => {
    const { components } = await inspect('guide/head.txt');
    expect(components.map((component) => [component.sources[0]?.kind, valuesOf(component)])).toEqual([
      ['unit', { v: '3' }],
    ]);
  });

  it('whose last block is not closed is read to its end', async () => {
    const { components } = await inspectShape('x\n```\nExecStart=/bin/kube-apiserver --v=1\n');
    expect(valuesOf(components[0])).toEqual({ v: '1' });
  });
});

describe('a file of variables', () => {
  it('is of the component whose variables they are; the unit may add to it', async () => {
    const { components } = await inspect('env-file/apiserver');
    expect(components).toHaveLength(1);
    expect(valuesOf(components[0])).toEqual({
      'admission-control': 'NamespaceLifecycle,LimitRanger',
      'etcd-servers': 'http://127.0.0.1:2379,http://127.0.0.1:4001',
      'insecure-bind-address': '127.0.0.1',
      'kubelet-port': '10250',
      'service-cluster-ip-range': '10.254.0.0/16',
      v: '0',
    });
    expect(components[0]).toMatchObject({ component: 'kube-apiserver', incomplete: true });
    expect(components[0]?.flags['etcd-servers']?.provenance).toMatchObject([{ line: 5 }]);
    const said = components[0]?.problems.filter(({ code }) => code === 'input-ignored-line').map(({ what }) => what);
    expect(said?.join()).toContain('ADVERTISE_ADDRESS counts only where the unit names it');
  });

  it('may hold all flags in one variable over several lines', async () => {
    expect(await componentsIn('env-file/kube-apiserver.conf')).toEqual([
      [
        'kube-apiserver',
        {
          'audit-log-path': '/opt/kubernetes/logs/k8s-audit.log',
          'etcd-servers': 'https://198.51.100.11:2379',
          logtostderr: 'false',
          v: '2',
        },
      ],
    ]);
  });

  it('of etcd sets its flags by their names', async () => {
    const { components } = await inspect('env-file/etcd.env');
    expect(valuesOf(components[0])).toEqual({
      'data-dir': '/var/lib/etcd',
      'listen-client-urls': 'https://198.51.100.11:2379,https://127.0.0.1:2379',
      name: 'm1',
    });
    expect(components[0]?.flags.name?.origin).toBe('env');
  });

  it('that a shell reads is followed as a shell would', async () => {
    expect(await componentsIn('env-file/default-shell')).toEqual([
      ['kube-controller-manager', { 'leader-elect': 'true', v: '3' }],
    ]);
  });
});

describe('supervisord', () => {
  it('gives the programs that are components', async () => {
    const { components } = await inspect('supervisord/kubernetes.ini');
    expect(components.map((component) => [component.component, valuesOf(component)])).toEqual([
      ['kube-apiserver', { 'audit-log-path': '/var/log/with blank', 'client-ca-file': './certs/ca.pem', v: '2' }],
      ['etcd', { name: 'm 1' }],
    ]);
  });
});
