import { drop, gone, type GoneFlag, insecureServing, klog, renamed } from './gone-flag.js';

/** What kube-controller-manager lost. */
export const controllerManager: readonly GoneFlag[] = [
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
      'cloud-provider-gce-lb-src-cidrs',
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
