import { describe, expect, it } from 'vitest';
import type { InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { inspectFixture, inspectShape, placedFlags } from '../../support/shape-fixture.js';

const codes = (component: InspectedComponent | undefined): string[] =>
  (component?.problems ?? []).map(({ code }) => code).filter((code) => code !== 'input-no-catalogue');

describe('the config of a distribution', () => {
  const cases: [string, Record<string, string[]>][] = [
    [
      'k3s.yaml',
      {
        '0 kube-apiserver - incomplete': [
          'anonymous-auth=false @9',
          'audit-log-maxage=30 @11',
          'audit-log-path=/var/lib/rancher/k3s/server/logs/audit.log @7',
          'audit-policy-file=/etc/rancher/k3s/audit.yaml @8',
        ],
        '1 kube-controller-manager - incomplete': ['terminated-pod-gc-threshold=10 @12'],
        '2 kubelet - incomplete': ['max-pods=60 @14'],
      },
    ],
    [
      'kubeadm-v1beta3.yaml',
      {
        '0 kubelet - incomplete': ['node-ip=198.51.100.11 @5'],
        '1 kube-apiserver 1.28.4 incomplete': [
          'audit-log-maxage=30 @15',
          'authorization-mode=Node,RBAC @13',
          'profiling=false @14',
        ],
        '2 kube-controller-manager 1.28.4 incomplete': ['bind-address=0.0.0.0 @18'],
        '3 etcd 3.5.10 incomplete': ['listen-metrics-urls=http://0.0.0.0:2381 @24'],
      },
    ],
    [
      'kubeadm-v1beta4.yaml',
      {
        '0 kube-apiserver 1.33.2 incomplete': [
          'profiling=false @11',
          'service-account-issuer=https://new.example.com,https://old.example.com @7+9',
        ],
      },
    ],
    [
      'kubeadm-config-map.yaml',
      { '0 kube-apiserver 1.27.3 incomplete': ['audit-log-path=/var/log/audit.log @6', 'v=4 @7'] },
    ],
    [
      'cluster-api.yaml',
      {
        '0 kube-apiserver 1.31.2 incomplete': ['cloud-provider=external @12'],
        '1 kube-scheduler 1.31.2 incomplete': ['profiling=false @15'],
        '2 kube-apiserver -': ['v=7 @24'],
      },
    ],
    [
      'rke-cluster.yml',
      {
        '0 kube-apiserver 1.24.17 incomplete': [
          'audit-log-path=- @10',
          'delete-collection-workers=3 @11',
          'service-account-issuer=https://a.example.com,https://b.example.com @14+15',
        ],
        '1 etcd - incomplete': ['election-timeout=5000 @18'],
      },
    ],
    [
      'k0s.yaml',
      {
        '0 kube-apiserver - incomplete': ['audit-log-maxsize=100 @9'],
        '1 kube-controller-manager - incomplete': ['cluster-signing-duration=24h @12'],
        '2 etcd - incomplete': ['snapshot-count=5000 @18'],
      },
    ],
    [
      'talos.yaml',
      {
        '0 kubelet 1.32.1 incomplete': ['rotate-server-certificates=true @7'],
        '1 kube-apiserver 1.32.1 incomplete': ['feature-gates=ServiceTrafficDistribution=true @14'],
        '2 etcd - incomplete': ['listen-metrics-urls=http://0.0.0.0:2381 @21'],
      },
    ],
    [
      'master-config.yaml',
      {
        '0 kube-apiserver - incomplete': [
          'audit-log-path=/var/log/audit.log @6',
          'runtime-config=apis/settings.k8s.io/v1alpha1=true,apis/batch/v2alpha1=true @8+9',
        ],
        '1 kube-controller-manager - incomplete': ['cluster-signing-cert-file=ca.crt @12'],
      },
    ],
    [
      'openshift-4.yaml',
      {
        '0 kube-apiserver - incomplete': [
          'anonymous-auth=true @1',
          'authorization-mode=Scope,SystemMasters,RBAC,Node @1+1+1+1',
        ],
      },
    ],
    [
      'vcluster.yaml',
      { '0 kube-apiserver 1.33.4 incomplete': ['audit-log-path=/data/audit.log @8', 'profiling=false @9'] },
    ],
    ['kamaji.yaml', { '0 kube-apiserver - incomplete': ['event-ttl=2h @9'] }],
  ];

  it.each(cases)('%s adds arguments, and says that there are more', async (name, expected) => {
    const { components, problems } = await inspectFixture(`distro-config/${name}`);
    expect(problems).toEqual([]);
    expect(placedFlags(components)).toEqual(expected);
    for (const component of components.filter(({ sources }) => sources[0]?.kind === 'distro-config')) {
      expect(codes(component)).toContain('input-truncated');
    }
  });

  it('of kubeadm wants text, which others do not', async () => {
    const { components } = await inspectFixture('distro-config/kubeadm-v1beta3.yaml');
    expect(codes(components[1])).toEqual(['input-truncated', 'input-invalid-flag']);
    const rke = await inspectFixture('distro-config/rke-cluster.yml');
    expect(codes(rke.components[0])).toEqual(['input-truncated']);
  });

  it('names the inner text where its lines are not those of the outer one', async () => {
    const { components } = await inspectFixture('distro-config/openshift-4.yaml');
    expect(components[0]?.flags['anonymous-auth']?.provenance).toEqual([
      { source: 'distro-config/openshift-4.yaml > data.config.yaml', line: 1, column: 42 },
    ]);
  });

  it('that adds nothing says so', async () => {
    const text = 'apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\nkubernetesVersion: v1.33.0\n';
    const { problems } = await inspectShape(text);
    expect(problems).toMatchObject([
      { code: 'input-no-component', severity: 'error', what: 'ClusterConfiguration adds no arguments to a component' },
    ]);
  });
});

describe('a distribution that is started with arguments for its components', () => {
  it('hands them on, each to its component', async () => {
    const { components } = await inspectFixture('unit/k3s.service');
    expect(placedFlags(components)).toEqual({
      '0 kube-apiserver - incomplete': ['audit-log-maxage=30 @12', 'audit-log-path=/var/log/k3s/audit.log @11'],
      '1 kube-scheduler - incomplete': ['profiling=false @13'],
      '2 kubelet - incomplete': ['max-pods=60 @14'],
    });
  });

  it.each(['kubeadm --kube-apiserver-arg=v=1', 'k3s agent --node-ip=198.51.100.11', 'k3s server --kube-apiserver-arg'])(
    'and otherwise hands on nothing: %s',
    async (command) => {
      const { components } = await inspectShape(`[Service]\nExecStart=/usr/bin/${command}\n`);
      expect(components).toEqual([]);
    },
  );
});
