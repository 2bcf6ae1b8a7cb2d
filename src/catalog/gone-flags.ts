/** A flag that is gone: since which minor, what does its work now, and what to do. Curated by hand. */
export interface GoneFlag {
  readonly name: string;
  readonly since: string;
  readonly replacedBy?: string;
  readonly note: string;
}

const drop = 'Remove it: it had no effect any more before it went.';

function renamed(since: string, name: string, replacedBy: string): GoneFlag {
  return { name, since, replacedBy, note: `Give the same value to --${replacedBy}.` };
}

function gate(name: string, feature: string): GoneFlag {
  const note = `Use --feature-gates=${feature}=true, or =false, which etcd has from 3.6 on.`;
  return { name, since: '3.7', replacedBy: 'feature-gates', note };
}

function gone(since: string, names: readonly string[], note: string): GoneFlag[] {
  return names.map((name) => ({ name, since, note }));
}

/** The logging flags of klog, which every Kubernetes component lost at once. */
const klog = gone(
  '1.26',
  [
    'add-dir-header',
    'alsologtostderr',
    'log-backtrace-at',
    'log-dir',
    'log-file',
    'log-file-max-size',
    'logtostderr',
    'one-output',
    'skip-headers',
    'stderrthreshold',
  ],
  'Remove it: components log to stderr only. Let the service manager write the log, or wrap the command.',
);

/** The plain HTTP port of the controller-manager and the scheduler. */
const insecureServing = gone(
  '1.24',
  ['address', 'port'],
  'Remove it: plain HTTP serving is gone. Use --bind-address and --secure-port.',
);

const apiServer: readonly GoneFlag[] = [
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
  renamed('1.25', 'service-account-api-audiences', 'api-audiences'),
  ...gone(
    '1.26',
    ['identity-lease-duration-seconds', 'identity-lease-renew-interval-seconds'],
    'Remove it: the times are fixed.',
  ),
  ...klog,
  ...gone('1.27', ['master-service-namespace'], drop),
  ...gone(
    '1.33',
    ['cloud-config', 'cloud-provider'],
    'Remove it: cloud integration lives in the cloud-controller-manager.',
  ),
];

const controllerManager: readonly GoneFlag[] = [
  ...gone('1.22', ['horizontal-pod-autoscaler-use-rest-clients'], drop),
  ...insecureServing,
  ...gone('1.24', ['deployment-controller-sync-period'], drop),
  ...gone('1.25', ['deleting-pods-burst', 'deleting-pods-qps', 'register-retry-count'], drop),
  renamed('1.25', 'experimental-cluster-signing-duration', 'cluster-signing-duration'),
  ...klog,
  ...gone(
    '1.27',
    ['enable-taint-manager', 'pod-eviction-timeout'],
    'Remove it: eviction is by taints. Use --default-not-ready-toleration-seconds and --default-unreachable-toleration-seconds of the apiserver.',
  ),
  ...gone(
    '1.31',
    [
      'horizontal-pod-autoscaler-downscale-delay',
      'horizontal-pod-autoscaler-upscale-delay',
      'volume-host-allow-local-loopback',
      'volume-host-cidr-denylist',
    ],
    drop,
  ),
  ...gone(
    '1.37',
    ['concurrent-service-syncs'],
    'Remove it: load balancers of services are made by the cloud-controller-manager.',
  ),
];

const scheduler: readonly GoneFlag[] = [
  ...gone(
    '1.22',
    ['algorithm-provider', 'hard-pod-affinity-symmetric-weight', 'scheduler-name'],
    'Use a profile in the file given by --config.',
  ),
  ...gone(
    '1.23',
    ['policy-config-file', 'policy-configmap', 'policy-configmap-namespace', 'use-legacy-policy-config'],
    'Scheduling policies are gone: use a profile in the file given by --config.',
  ),
  ...insecureServing,
  ...klog,
  renamed('1.28', 'lock-object-name', 'leader-elect-resource-name'),
  renamed('1.28', 'lock-object-namespace', 'leader-elect-resource-namespace'),
];

const etcd: readonly GoneFlag[] = [
  ...gone(
    '3.6',
    ['enable-v2', 'experimental-enable-v2v3'],
    'Remove it: the v2 API is gone. Clients must use the v3 API.',
  ),
  ...gone(
    '3.6',
    [
      'proxy',
      'proxy-dial-timeout',
      'proxy-failure-wait',
      'proxy-read-timeout',
      'proxy-refresh-interval',
      'proxy-write-timeout',
    ],
    'The v2 proxy is gone: run `etcd gateway` or `etcd grpc-proxy`.',
  ),
  {
    name: 'discovery',
    since: '3.7',
    replacedBy: 'discovery-endpoints',
    note: 'Discovery by a v2 URL is gone: list the members in --initial-cluster, or use --discovery-token and --discovery-endpoints.',
  },
  ...gone('3.7', ['discovery-proxy'], 'Remove it: it served discovery by a v2 URL, which is gone.'),
  gate('experimental-compact-hash-check-enabled', 'CompactHashCheck'),
  gate('experimental-enable-lease-checkpoint', 'LeaseCheckpoint'),
  gate('experimental-enable-lease-checkpoint-persist', 'LeaseCheckpointPersist'),
  gate('experimental-initial-corrupt-check', 'InitialCorruptCheck'),
  gate('experimental-stop-grpc-service-on-defrag', 'StopGRPCServiceOnDefrag'),
  gate('experimental-txn-mode-write-with-shared-buffer', 'TxnModeWriteWithSharedBuffer'),
  ...[
    'bootstrap-defrag-threshold-megabytes',
    'compact-hash-check-time',
    'compaction-batch-limit',
    'compaction-sleep-interval',
    'corrupt-check-time',
    'distributed-tracing-address',
    'distributed-tracing-instance-id',
    'distributed-tracing-sampling-rate',
    'distributed-tracing-service-name',
    'downgrade-check-time',
    'enable-distributed-tracing',
    'memory-mlock',
    'peer-skip-client-san-verification',
    'snapshot-catchup-entries',
    'warning-apply-duration',
    'warning-unary-request-duration',
    'watch-progress-notify-interval',
  ].map((name) => renamed('3.7', `experimental-${name}`, name)),
];

/** By component: every flag we know to be gone. One name is at most once in a component. */
export const goneFlags: Readonly<Record<string, readonly GoneFlag[]>> = {
  etcd,
  'kube-apiserver': apiServer,
  'kube-controller-manager': controllerManager,
  'kube-scheduler': scheduler,
};
