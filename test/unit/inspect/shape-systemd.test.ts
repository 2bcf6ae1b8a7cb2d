import { describe, expect, it } from 'vitest';
import { codesOf, componentsIn, inspectShape, shapeFixture, valuesOf } from '../../support/shape-fixture.js';

const inspect = (name: string) => inspectShape(shapeFixture(name), { source: name });

describe('systemctl cat', () => {
  it('gives each unit with its drop-ins, with the lines of the whole text', async () => {
    const { components } = await inspect('unit/systemctl-cat.txt');
    expect(await componentsIn('unit/systemctl-cat.txt')).toEqual([
      ['kube-apiserver', { v: '4', profiling: 'false' }],
      ['etcd', { 'data-dir': '/var/lib/etcd', name: 'm1' }],
    ]);
    expect(components[0]?.flags.v?.provenance).toEqual([{ source: 'unit/systemctl-cat.txt', line: 18, column: 41 }]);
    expect(components[0]?.flags.v?.confidence).toBe('certain');
  });

  it('and units without headings are told apart, those that start something else are passed over', async () => {
    const { components, problems } = await inspect('unit/three-without-headings.txt');
    expect(components.map(({ component, version }) => [component, version])).toEqual([
      ['kube-apiserver', '1.30.2'],
      ['kube-scheduler', '1.33.1'],
    ]);
    expect(components[1]?.flags['leader-elect']?.provenance).toMatchObject([{ line: 18, column: 3 }]);
    expect(problems).toEqual([]);
  });
});

describe('systemctl show', () => {
  it('gives the command that systemd has read, variables expanded as far as it prints them', async () => {
    const { components } = await inspect('systemctl-show/two-units.txt');
    expect(valuesOf(components[0])).toEqual({
      'audit-log-path': '/var/log/a b.log',
      'authorization-mode': 'Node,RBAC',
      profiling: 'false',
      v: '2',
    });
    expect(components[0]?.flags['audit-log-path']?.confidence).toBe('reconstructed');
    expect(codesOf(components[0])).toEqual(['input-not-loaded', 'input-unresolved']);
    expect(components[0]?.incomplete).toBe(true);
    expect(components[1]).toMatchObject({ component: 'etcd', sources: [{ kind: 'systemctl-show' }] });
    expect(valuesOf(components[1])).toEqual({ name: 'm1', 'data-dir': '/var/lib/etcd' });
  });

  it('that is cut off leaves the last value open', async () => {
    const { components } = await inspect('systemctl-show/value-cut-off.txt');
    expect(valuesOf(components[0])).toEqual({
      config: '/etc/kubernetes/scheduler.yaml',
      'authentication-kubeconfig': null,
    });
    expect(codesOf(components[0])).toContain('input-truncated');
  });
});

describe('a unit that starts a script', () => {
  const unit = [
    '[Service]',
    'Environment=LEVEL=3',
    'EnvironmentFile=/etc/kubernetes/apiserver',
    'ExecStart=/usr/local/bin/kube-apiserver.sh --profiling=false',
  ].join('\n');
  const files: Record<string, string> = {
    '/etc/kubernetes/apiserver': 'KUBE_API_ARGS="--event-ttl=2h"\n',
    '/etc/kubernetes/more': 'MORE="--allow-privileged=true"\n',
  };
  const script = [
    '#!/bin/bash',
    '. /etc/kubernetes/more',
    'params="--v=$LEVEL"',
    'params+=" $KUBE_API_ARGS"',
    'exec /usr/local/bin/kube-apiserver $params $MORE "$@" 2>&1',
  ].join('\n');

  it('is followed one level when the script is at hand', async () => {
    const { components } = await inspectShape(unit, {
      exact: true,
      environmentFiles: (path) => files[path],
      scripts: (path) => (path === '/usr/local/bin/kube-apiserver.sh' ? script : undefined),
    });
    expect(valuesOf(components[0])).toEqual({
      'allow-privileged': 'true',
      'event-ttl': '2h',
      profiling: 'false',
      v: '3',
    });
    expect(components[0]?.sources).toEqual([{ kind: 'unit', path: 'x' }]);
  });

  it('says so when it is not, or when it starts something else', async () => {
    const missing = await inspectShape(unit, { exact: true });
    expect(missing.components).toEqual([]);
    expect(missing.problems.map(({ what }) => what).join()).toContain('kube-apiserver.sh');
    const other = await inspectShape(unit, { exact: true, scripts: () => '#!/bin/sh\nexec sshd -D\n' });
    expect(other.problems.map(({ what }) => what).join()).toContain('starts none of the components');
  });
});

describe('a file of arguments', () => {
  it('is of the component that its name tells, variables left open', async () => {
    const { components } = await inspect('args-file/kube-apiserver');
    expect(components[0]?.component).toBe('kube-apiserver');
    expect(valuesOf(components[0])).toEqual({
      'allow-privileged': 'true',
      'audit-log-path': '/var/log/with blank.log',
      'authorization-mode': 'RBAC,Node',
      'cert-dir': null,
      'oidc-username-prefix': 'two words',
      'service-cluster-ip-range': '10.152.183.0/24',
      v: '3',
    });
    expect(components[0]?.flags['oidc-username-prefix']?.confidence).toBe('reconstructed');
    expect(components[0]?.flags['audit-log-path']?.confidence).toBe('certain');
  });

  it('is otherwise of the component that has such flags', async () => {
    expect(await componentsIn('args-file/fragment.txt')).toEqual([
      [
        'kube-controller-manager',
        { 'cluster-cidr': '10.200.0.0/16', 'leader-elect': 'true', 'use-service-account-credentials': 'true' },
      ],
    ]);
    const { problems } = await inspectShape('--frobnicate=1\n--other\n');
    expect(problems[0]?.code).toBe('input-no-component');
  });
});
