import { drop, gone, type GoneFlag } from './gone-flag.js';

/** What kubelet lost. */
export const kubelet: readonly GoneFlag[] = [
  {
    name: 'azure-container-registry-config',
    since: '1.30',
    note: 'Remove it: use --image-credential-provider-config with the credential program for Azure.',
  },
  ...gone('1.31', ['iptables-drop-bit', 'iptables-masquerade-bit', 'keep-terminated-pod-volumes'], drop),
  ...gone('1.34', ['cloud-config'], 'Remove it: cloud integration lives in the cloud-controller-manager.'),
  ...gone(
    '1.35',
    ['pod-infra-container-image'],
    'Remove it: name the sandbox image in the configuration of the container runtime.',
  ),
  {
    name: 'register-schedulable',
    since: '1.34',
    replacedBy: 'register-with-taints',
    note: 'Remove it if it was true; for false use --register-with-taints=node.kubernetes.io/unschedulable=:NoSchedule.',
  },
  ...gone(
    '1.37',
    [
      'application-metrics-count-limit',
      'boot-id-file',
      'container-hints',
      'containerd',
      'containerd-namespace',
      'enable-load-reader',
      'event-storage-age-limit',
      'event-storage-event-limit',
      'global-housekeeping-interval',
      'log-cadvisor-usage',
      'machine-id-file',
      'storage-driver-buffer-duration',
      'storage-driver-db',
      'storage-driver-host',
      'storage-driver-password',
      'storage-driver-secure',
      'storage-driver-table',
      'storage-driver-user',
    ],
    'Remove it: it was a flag of the cAdvisor library, never meant for the kubelet.',
  ),
];
