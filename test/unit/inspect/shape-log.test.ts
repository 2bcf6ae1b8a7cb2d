import { describe, expect, it } from 'vitest';
import { codesOf, componentsIn, inspectShape, shapeFixture, valuesOf } from '../../support/shape-fixture.js';

const inspect = (name: string, options = {}) => inspectShape(shapeFixture(name), { source: name, ...options });

describe('the FLAG: lines of a log', () => {
  it('give the last start, with the version it logs, and leave defaults out', async () => {
    const { components } = await inspect('log/klog-after-restart.log');
    expect(components).toHaveLength(1);
    expect(components[0]).toMatchObject({ component: 'kube-apiserver', version: '1.37.1', versionFrom: 'log' });
    expect(valuesOf(components[0])).toEqual({
      'advertise-address': '198.51.100.11',
      'allow-privileged': 'true',
      'audit-log-path': '/var/log/with "quotes".log',
      'enable-admission-plugins': 'NodeRestriction,PodSecurity',
      'etcd-servers': 'https://198.51.100.11:2379,https://198.51.100.12:2379',
      profiling: 'false',
      v: '2',
    });
    expect(components[0]?.flags['etcd-servers']).toMatchObject({
      origin: 'set',
      values: ['https://198.51.100.11:2379', 'https://198.51.100.12:2379'],
      provenance: [{ source: 'log/klog-after-restart.log', line: 17 }],
    });
    expect(codesOf(components[0])).toContain('input-deprecated-flag');
  });

  it('keep the defaults when asked for them', async () => {
    const { components } = await inspect('log/journal-two-components.log', { effective: true });
    const [apiserver] = components;
    expect(apiserver?.flags['secure-port']).toMatchObject({
      value: '6443',
      origin: 'default',
      provenance: [{ line: 5 }],
    });
    expect(apiserver?.flags.v).toMatchObject({ value: '3', origin: 'set' });
  });

  it('are told apart where two components log into one journal', async () => {
    expect(await componentsIn('log/journal-two-components.log')).toEqual([
      ['kube-apiserver', { v: '3' }],
      ['kube-scheduler', { 'bind-address': '127.0.0.1', profiling: 'false' }],
    ]);
  });

  it('are read behind a container runtime, which may cut a line in two', async () => {
    const { components } = await inspect('log/container-runtime.log');
    expect(components[0]?.component).toBe('kube-controller-manager');
    expect(valuesOf(components[0])).toMatchObject({ 'allocate-node-cidrs': 'true', 'cluster-cidr': '10.200.0.0/16' });
  });

  it('are read from the journal as JSON', async () => {
    const { components } = await inspect('log/journal.json');
    expect(components[0]).toMatchObject({ component: 'kubelet', version: '1.37.0' });
    expect(valuesOf(components[0])).toEqual({ config: '/var/lib/kubelet/config.yaml', 'node-ip': '198.51.100.11' });
  });

  it('leave a value open that is cut off, and say that others are missing', async () => {
    const { components } = await inspect('log/short-iso-cut-off.log');
    expect(components[0]?.flags['service-account-issuer']).toMatchObject({ value: null, confidence: 'undetermined' });
    expect(codesOf(components[0])).toContain('input-truncated');
  });

  it('keep apart what two hosts say', async () => {
    const log = ['m1', 'm2']
      .map((host, i) => `Nov 21 09:15:0${i} ${host} kube-apiserver[1]: I1121 f.go:1] FLAG: --v="${i + 3}"\n`)
      .join('');
    expect((await inspectShape(log)).components.map((component) => component.flags.v?.value)).toEqual(['3', '4']);
  });
});

describe('/flagz in a file', () => {
  it('is read as JSON, what is classified stays unknown', async () => {
    const { components } = await inspect('flagz/apiserver.json');
    expect(components[0]?.sources).toEqual([{ kind: 'flagz', path: 'flagz/apiserver.json' }]);
    expect(components[0]?.flags['etcd-servers']).toMatchObject({ value: null, confidence: 'undetermined' });
    expect(components[0]?.flags['authorization-mode']?.values).toEqual(['Node', 'RBAC']);
    expect(components[0]?.flags['secure-port']).toBeUndefined();
  });

  it.each(['colon', 'colon-blank', 'equals', 'blank'])(
    'is read as text with %s between name and value',
    async (name) => {
      expect(await componentsIn(`flagz/text-${name}.txt`)).toEqual([
        [
          'kube-apiserver',
          {
            'authorization-mode': 'Node,RBAC',
            'etcd-servers': 'https://198.51.100.11:2379',
            profiling: 'false',
            'runtime-config': 'api/all=true',
          },
        ],
      ]);
    },
  );
});

describe('the lines of distributions that start components within themselves', () => {
  it('give the last line of each component', async () => {
    expect(await componentsIn('running-line/k3s.log')).toEqual([
      [
        'kube-apiserver',
        {
          'advertise-port': '6443',
          'allow-privileged': 'true',
          'anonymous-auth': 'false',
          'api-audiences': 'https://kubernetes.default.svc.cluster.local,k3s',
          'authorization-mode': 'Node,RBAC',
          profiling: 'false',
          'service-account-jwks-uri': '"https://h/x"',
          'tls-cert-file': '/var/lib/rancher/k3s/server/tls/serving-kube-apiserver.crt',
        },
      ],
      [
        'kube-scheduler',
        {
          'authentication-kubeconfig': '/var/lib/rancher/k3s/server/cred/scheduler.kubeconfig',
          'leader-elect': 'false',
          profiling: 'false',
        },
      ],
      [
        'kubelet',
        {
          address: '0.0.0.0',
          'cluster-dns': '10.43.0.10',
          'node-labels': '',
          'pod-manifest-path': '/var/lib/rancher/k3s/agent/pod-manifests',
        },
      ],
    ]);
  });

  it('tell the version where the distribution logs its own', async () => {
    const { components } = await inspect('running-line/k3s.log');
    expect(components.map(({ version }) => version)).toEqual(['1.36.2', '1.36.2', '1.36.2']);
  });

  it('may stand alone, or in brackets', async () => {
    expect(await componentsIn('running-line/bare.txt')).toEqual([
      ['kube-apiserver', { 'anonymous-auth': 'false', 'audit-log-maxage': '30' }],
    ]);
    expect(await componentsIn('running-line/k0s.log')).toEqual([
      ['kube-controller-manager', { profiling: 'false', 'use-service-account-credentials': 'true' }],
    ]);
  });
});
