import { gone, type GoneFlag, insecureServing, klog, renamed } from './gone-flag.js';

/** What kube-scheduler lost. */
export const scheduler: readonly GoneFlag[] = [
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
