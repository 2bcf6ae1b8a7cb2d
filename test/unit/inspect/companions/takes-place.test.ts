import { describe, expect, it } from 'vitest';
import { loadEveryFlag } from '../../../../src/catalog/every-flag.js';
import { companionFlags } from '../../../../src/inspect/companions/companion-flags.js';
import { takesPlace } from '../../../../src/inspect/companions/takes-place.js';
import type { KnownComponent } from '../../../../src/kernel/component.js';
import { toldOf } from '../../../support/told-problems.js';

/** Flags that the scheduler had before the oldest minor that is recorded. */
const old = [
  'algorithm-provider',
  'failure-domains',
  'hard-pod-affinity-symmetric-weight',
  'lock-object-name',
  'lock-object-namespace',
  'policy-config-file',
  'policy-configmap',
  'policy-configmap-namespace',
  'port',
  'scheduler-name',
  'use-legacy-policy-config',
];

/** Of all flags that any minor has, those that become so beside the file. */
async function beside(component: KnownComponent, verdict: 'counts' | 'dead'): Promise<readonly string[]> {
  const every = await loadEveryFlag(component);
  const [rule] = takesPlace[component] ?? [];
  const names = [...(every?.names() ?? []), ...(component === 'kube-scheduler' ? old : [])];
  return names.filter((name) => rule?.beside(name) === verdict).sort();
}

describe('beside a file that takes the place of flags', () => {
  it('the scheduler looks at none of these', async () => {
    expect(await beside('kube-scheduler', 'dead')).toEqual([
      'algorithm-provider',
      'contention-profiling',
      'hard-pod-affinity-symmetric-weight',
      'kube-api-burst',
      'kube-api-content-type',
      'kube-api-qps',
      'kubeconfig',
      'lock-object-name',
      'lock-object-namespace',
      'policy-config-file',
      'policy-configmap',
      'policy-configmap-namespace',
      'profiling',
      'scheduler-name',
      'use-legacy-policy-config',
    ]);
  });

  it('kube-proxy looks at these alone', async () => {
    const counting = await beside('kube-proxy', 'counts');
    expect(counting.filter((name) => !name.startsWith('log-'))).toEqual([
      'cleanup',
      'config',
      'help',
      'hostname-override',
      'init-only',
      'logging-format',
      'master',
      'v',
      'version',
      'vmodule',
      'write-config-to',
    ]);
    expect(counting.filter((name) => name.startsWith('log-'))).toEqual([
      'log-flush-frequency',
      'log-json-info-buffer-size',
      'log-json-split-stream',
      'log-text-info-buffer-size',
      'log-text-split-stream',
    ]);
  });

  it('etcd looks at nothing else, and the kubelet and kube-apiserver at everything', async () => {
    expect(await beside('etcd', 'counts')).toEqual(['config-file', 'version']);
    expect(await beside('kubelet', 'dead')).toEqual([]);
    expect(await beside('kube-apiserver', 'dead')).toEqual([]);
    expect(takesPlace['kube-controller-manager']).toBeUndefined();
  });

  it('a dead flag is told at its place, with the file to set it in', async () => {
    expect(
      await toldOf('--config=/s.yaml --profiling=false', { program: 'kube-scheduler', version: '1.36' }),
    ).toContain(
      'warning | dead-flag | --profiling=false | --profiling has no effect beside --config: the component takes it from the file; set it in /s.yaml, and remove the flag',
    );
  });
});

describe('flags that point to files', () => {
  const byKind = (component: string) => {
    const found: Record<string, string[]> = {};
    for (const [flag, kind] of companionFlags(component)) (found[kind] ??= []).push(flag);
    return found;
  };
  const signing = ['', '-kubelet-client', '-kubelet-serving', '-kube-apiserver-client', '-legacy-unknown'];

  it('of kube-apiserver', () => {
    expect(byKind('kube-apiserver')).toEqual({
      certificates: [
        'tls-cert-file',
        'client-ca-file',
        'requestheader-client-ca-file',
        'etcd-cafile',
        'etcd-certfile',
        'kubelet-certificate-authority',
        'kubelet-client-certificate',
        'oidc-ca-file',
        'peer-ca-file',
        'proxy-client-cert-file',
      ],
      key: [
        'tls-private-key-file',
        'etcd-keyfile',
        'kubelet-client-key',
        'proxy-client-key-file',
        'service-account-key-file',
        'service-account-signing-key-file',
      ],
      'encryption-config': ['encryption-provider-config', 'experimental-encryption-provider-config'],
      'audit-policy': ['audit-policy-file'],
      'authentication-config': ['authentication-config'],
      'authorization-config': ['authorization-config'],
      'admission-config': ['admission-control-config-file'],
      kubeconfig: [
        'audit-webhook-config-file',
        'authentication-token-webhook-config-file',
        'authorization-webhook-config-file',
      ],
      'abac-policy': ['authorization-policy-file'],
      'credentials-table': ['token-auth-file', 'basic-auth-file'],
      other: ['tracing-config-file', 'egress-selector-config-file'],
    });
  });

  it('of the other components of a master', () => {
    const kubeconfig = ['kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig'];
    const serving = ['tls-cert-file', 'client-ca-file', 'requestheader-client-ca-file'];
    expect(byKind('kube-controller-manager')).toEqual({
      certificates: [...serving, 'root-ca-file', ...signing.map((use) => `cluster-signing${use}-cert-file`)],
      key: [
        'tls-private-key-file',
        'service-account-private-key-file',
        ...signing.map((use) => `cluster-signing${use}-key-file`),
      ],
      kubeconfig,
    });
    expect(byKind('kube-scheduler')).toEqual({
      certificates: serving,
      key: ['tls-private-key-file'],
      kubeconfig,
      'component-config': ['config'],
    });
    expect(byKind('etcd')).toEqual({
      'component-config': ['config-file'],
      certificates: [
        'cert-file',
        'trusted-ca-file',
        'peer-cert-file',
        'peer-trusted-ca-file',
        'client-cert-file',
        'peer-client-cert-file',
      ],
      key: ['key-file', 'peer-key-file', 'client-key-file', 'peer-client-key-file'],
      other: ['client-crl-file', 'peer-crl-file'],
    });
  });

  it('of a worker, and of what is not known', () => {
    expect(byKind('kubelet')).toEqual({
      certificates: ['tls-cert-file', 'client-ca-file'],
      key: ['tls-private-key-file'],
      kubeconfig: ['kubeconfig', 'bootstrap-kubeconfig'],
      'component-config': ['config'],
      folder: ['config-dir'],
    });
    expect(byKind('kube-proxy')).toEqual({ kubeconfig: ['kubeconfig'], 'component-config': ['config'] });
    expect(companionFlags('toString')).toEqual([]);
  });

  it.each<KnownComponent>([
    'kube-apiserver',
    'kube-controller-manager',
    'kube-scheduler',
    'kubelet',
    'kube-proxy',
    'etcd',
  ])('of %s are flags that some minor has', async (component) => {
    const every = await loadEveryFlag(component);
    const names = companionFlags(component).map(([flag]) => flag);
    expect(names.filter((name) => every?.get(name) === undefined)).toEqual([]);
  });
});
