import { describe, expect, it } from 'vitest';
import { codesOf, componentsIn, inspectShape, shapeFixture, withConfidence } from '../../support/shape-fixture.js';

const inspect = (name: string) => inspectShape(shapeFixture(name), { source: name });
const apiserver = ['kube-apiserver', { profiling: 'false', v: '2' }] as const;

describe('a listing of processes', () => {
  it.each([
    'aux.txt',
    'ef-wrapped-twice.txt',
    'only-wrapper.txt',
    'busybox.txt',
    'busybox-vsz.txt',
    'eo-args.txt',
    'lstart.txt',
    'pstree.txt',
  ])('%s gives the component once, and nothing of what only speaks of it', async (name) => {
    expect(await componentsIn(`ps/${name}`)).toEqual([apiserver]);
  });

  it.each([
    ['forest.txt', ['kube-scheduler', { v: '1' }]],
    ['pgrep-a.txt', ['kube-controller-manager', { 'leader-elect': 'true', 'use-service-account-credentials': 'true' }]],
    ['two-listings.txt', ['kube-apiserver', { profiling: 'true', v: '4' }]],
  ] as const)('%s gives each of several', async (name, other) => {
    expect(await componentsIn(`ps/${name}`)).toEqual([apiserver, other]);
  });

  it('knows a program whose short name is cut at fifteen characters', async () => {
    expect(await componentsIn('ps/eo-pid-comm-args.txt')).toEqual([
      ['kube-controller-manager', { 'leader-elect': 'true', v: '2' }],
      apiserver,
    ]);
  });

  it('of systemctl status is read as the tree it is, cut-off words left open', async () => {
    expect(await componentsIn('ps/systemctl-status.txt')).toEqual([
      apiserver,
      ['etcd', { 'data-dir': '/var/lib/etcd', name: 'm1' }],
    ]);
    const { components } = await inspect('ps/systemctl-status.txt');
    expect(components.map((component) => component.incomplete)).toEqual([true, undefined]);
    expect(codesOf(components[0])).toContain('input-truncated');
  });

  it('of top is cut where it says so', async () => {
    const { components } = await inspect('ps/top-c.txt');
    expect(await componentsIn('ps/top-c.txt')).toEqual([
      apiserver,
      ['kubelet', { config: '/var/lib/kubelet/config.yaml' }],
    ]);
    expect(codesOf(components[0])).toContain('input-truncated');
  });

  it.each(['cut-at-4096.txt', 'cut-at-80.txt'])(
    '%s leaves the last value open and other flags unknown',
    async (name) => {
      const { components } = await inspect(`ps/${name}`);
      expect(codesOf(components[0])).toContain('input-truncated');
      expect(components[0]?.incomplete).toBe(true);
      expect(withConfidence(components[0], 'undetermined').length).toBeLessThan(2);
    },
  );

  it('that a terminal wrapped is put together again', async () => {
    const { components } = await inspect('ps/wrapped-at-80.txt');
    expect(await componentsIn('ps/wrapped-at-80.txt')).toEqual([
      [
        'kube-apiserver',
        {
          'audit-log-path': '/var/log/audit.log',
          'authorization-mode': 'Node,RBAC',
          'enable-bootstrap-token-auth': 'true',
          profiling: 'false',
          v: '2',
        },
      ],
    ]);
    expect(withConfidence(components[0], 'reconstructed').length).toBeGreaterThan(0);
  });

  it('tells the version by the image that a container was started from', async () => {
    const { components } = await inspect('ps/only-wrapper.txt');
    expect(components[0]).toMatchObject({ version: '1.36.3', versionFrom: 'image' });
  });
});

describe('/proc/PID/cmdline', () => {
  it('of several processes in one', async () => {
    expect(await componentsIn('proc/several')).toEqual([
      ['kube-apiserver', { 'audit-log-path': '/a b', v: '2' }],
      ['kube-scheduler', { profiling: 'false' }],
      ['kubelet', { config: '/var/lib/kubelet/config.yaml' }],
    ]);
  });

  it('as cat -v shows it, over two lines', async () => {
    const { components } = await inspect('proc/cat-v.txt');
    expect(await componentsIn('proc/cat-v.txt')).toEqual([
      [
        'kube-apiserver',
        {
          'advertise-address': '198.51.100.11',
          'audit-log-path': '/var/log/a b.log',
          'enable-admission-plugins': 'NodeRestriction',
          profiling: 'true',
        },
      ],
    ]);
    expect(components[0]?.positionals).toEqual(['false']);
  });

  it('with NUL written as an escape', async () => {
    expect(await componentsIn('proc/escaped.txt')).toEqual([
      ['kube-controller-manager', { 'cluster-cidr': '10.200.0.0/16', 'leader-elect': 'true' }],
    ]);
  });

  it('with nothing between the words', async () => {
    const { components } = await inspect('proc/terminal.txt');
    expect(await componentsIn('proc/terminal.txt')).toEqual([
      [
        'kube-apiserver',
        {
          'advertise-address': '198.51.100.11',
          'allow-privileged': 'true',
          'authorization-mode': 'Node,RBAC',
          profiling: 'true',
          'tls-cert-file': '/etc/a--b.crt',
        },
      ],
    ]);
    expect(withConfidence(components[0], 'reconstructed')).toHaveLength(5);
  });
});
