import { drop, gone, type GoneFlag, klog, renamed } from './gone-flag.js';

/** What kube-apiserver lost. */
export const apiServer: readonly GoneFlag[] = [
  ...gone(
    '1.10',
    ['portal-net', 'service-node-ports'],
    'Use --service-cluster-ip-range and --service-node-port-range.',
  ),
  renamed('1.10', 'public-address-override', 'bind-address'),
  {
    name: 'tls-ca-file',
    since: '1.11',
    note: 'Remove it: serving needs --tls-cert-file and --tls-private-key-file only.',
  },
  ...gone('1.11', ['storage-version'], drop),
  ...gone('1.13', ['etcd-quorum-read'], 'Remove it: reads from etcd always have quorum.'),
  ...gone('1.14', ['repair-malformed-updates'], drop),
  ...gone('1.14', ['storage-versions'], 'Remove it: each group is stored in the version that the release prefers.'),
  {
    name: 'enable-inflight-quota-handler',
    since: '1.18',
    replacedBy: 'enable-priority-and-fairness',
    note: 'Use --enable-priority-and-fairness, which is on by default.',
  },
  ...gone(
    '1.19',
    ['audit-dynamic-configuration'],
    'Configure auditing by --audit-policy-file and --audit-webhook-config-file.',
  ),
  ...gone(
    '1.19',
    ['basic-auth-file'],
    'Passwords are no longer supported: use client certificates (--client-ca-file) or OpenID Connect (--authentication-config).',
  ),
  ...gone('1.22', ['kubelet-https'], 'Remove it: kubelets are always reached over HTTPS.'),
  ...gone(
    '1.22',
    ['ssh-keyfile', 'ssh-user'],
    'SSH tunnels are gone: use --egress-selector-config-file if nodes are behind a proxy.',
  ),
  ...gone(
    '1.24',
    ['address', 'insecure-bind-address', 'insecure-port', 'port'],
    'Remove it: plain HTTP serving is gone. Use --bind-address and --secure-port.',
  ),
  ...gone('1.24', ['enable-swagger-ui', 'deserialization-cache-size', 'target-ram-mb'], drop),
  renamed('1.24', 'experimental-encryption-provider-config', 'encryption-provider-config'),
  ...gone('1.24', ['experimental-logging-sanitization'], 'Remove it: the experiment was given up.'),
  renamed('1.25', 'service-account-api-audiences', 'api-audiences'),
  ...gone(
    '1.26',
    ['identity-lease-duration-seconds', 'identity-lease-renew-interval-seconds'],
    'Remove it: the times are fixed.',
  ),
  ...klog,
  ...gone('1.27', ['master-service-namespace'], drop),
  ...gone(
    '1.31',
    ['cloud-provider-gce-l7lb-src-cidrs', 'cloud-provider-gce-lb-src-cidrs'],
    'Remove it: firewall rules are the business of the cloud-controller-manager of Google Cloud.',
  ),
  ...gone(
    '1.33',
    ['cloud-config', 'cloud-provider'],
    'Remove it: cloud integration lives in the cloud-controller-manager.',
  ),
];
