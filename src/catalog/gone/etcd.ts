import { gone, type GoneFlag, renamed } from './gone-flag.js';

function gate(name: string, feature: string): GoneFlag {
  const note = `Use --feature-gates=${feature}=true, or =false, which etcd has from 3.6 on.`;
  return { name, since: '3.7', replacedBy: 'feature-gates', note };
}

/** What etcd lost. */
export const etcd: readonly GoneFlag[] = [
  {
    name: 'debug',
    since: '3.5',
    replacedBy: 'log-level',
    note: 'Use --log-level=debug.',
  },
  renamed('3.5', 'log-output', 'log-outputs'),
  ...gone('3.5', ['log-package-levels'], 'Remove it: the logger it spoke to is gone. Use --log-level.'),
  renamed('3.5', 'experimental-backend-bbolt-freelist-type', 'backend-bbolt-freelist-type'),
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
