import type { KnownComponent } from '../../kernel/component.js';

/** What a flag points to. `folder`: a directory of configuration files that are merged over the main one. */
export type CompanionKind =
  | 'encryption-config'
  | 'audit-policy'
  | 'authentication-config'
  | 'authorization-config'
  | 'admission-config'
  | 'kubeconfig'
  | 'abac-policy'
  | 'credentials-table'
  | 'certificates'
  | 'key'
  | 'component-config'
  | 'folder'
  | 'other';

function of(kind: CompanionKind, ...flags: string[]): [string, CompanionKind][] {
  return flags.map((flag) => [flag, kind]);
}

/** Flags of every Kubernetes component that serves. */
const serving = [
  ...of('certificates', 'tls-cert-file', 'client-ca-file', 'requestheader-client-ca-file'),
  ...of('key', 'tls-private-key-file'),
];
const delegating = of('kubeconfig', 'kubeconfig', 'authentication-kubeconfig', 'authorization-kubeconfig');

const signing = ['', '-kubelet-client', '-kubelet-serving', '-kube-apiserver-client', '-legacy-unknown'];

const flags: Readonly<Record<KnownComponent, readonly [string, CompanionKind][]>> = {
  'kube-apiserver': [
    ...serving,
    ...of('encryption-config', 'encryption-provider-config', 'experimental-encryption-provider-config'),
    ...of('audit-policy', 'audit-policy-file'),
    ...of('authentication-config', 'authentication-config'),
    ...of('authorization-config', 'authorization-config'),
    ...of('admission-config', 'admission-control-config-file'),
    ...of(
      'kubeconfig',
      'audit-webhook-config-file',
      'authentication-token-webhook-config-file',
      'authorization-webhook-config-file',
    ),
    ...of('abac-policy', 'authorization-policy-file'),
    ...of('credentials-table', 'token-auth-file', 'basic-auth-file'),
    ...of('other', 'tracing-config-file', 'egress-selector-config-file'),
    ...of(
      'certificates',
      'etcd-cafile',
      'etcd-certfile',
      'kubelet-certificate-authority',
      'kubelet-client-certificate',
      'oidc-ca-file',
      'peer-ca-file',
      'proxy-client-cert-file',
    ),
    ...of(
      'key',
      'etcd-keyfile',
      'kubelet-client-key',
      'proxy-client-key-file',
      'service-account-key-file',
      'service-account-signing-key-file',
    ),
  ],
  'kube-controller-manager': [
    ...serving,
    ...delegating,
    ...of('certificates', 'root-ca-file', ...signing.map((use) => `cluster-signing${use}-cert-file`)),
    ...of('key', 'service-account-private-key-file', ...signing.map((use) => `cluster-signing${use}-key-file`)),
  ],
  'kube-scheduler': [...serving, ...delegating, ...of('component-config', 'config')],
  kubelet: [
    ...of('certificates', 'tls-cert-file', 'client-ca-file'),
    ...of('key', 'tls-private-key-file'),
    ...of('kubeconfig', 'kubeconfig', 'bootstrap-kubeconfig'),
    ...of('component-config', 'config'),
    ...of('folder', 'config-dir'),
  ],
  'kube-proxy': [...of('kubeconfig', 'kubeconfig'), ...of('component-config', 'config')],
  etcd: [
    ...of('component-config', 'config-file'),
    ...of('certificates', 'cert-file', 'trusted-ca-file', 'peer-cert-file', 'peer-trusted-ca-file'),
    ...of('certificates', 'client-cert-file', 'peer-client-cert-file'),
    ...of('key', 'key-file', 'peer-key-file', 'client-key-file', 'peer-client-key-file'),
    ...of('other', 'client-crl-file', 'peer-crl-file'),
  ],
};

/** The flags of a component that point to files, each with what the file is. In the order in which they are told. */
export function companionFlags(component: string): readonly (readonly [string, CompanionKind])[] {
  return Object.hasOwn(flags, component) ? flags[component as KnownComponent] : [];
}
