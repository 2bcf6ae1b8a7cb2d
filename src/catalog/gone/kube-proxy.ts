import { drop, gone, type GoneFlag } from './gone-flag.js';

/** What kube-proxy lost. */
export const kubeProxy: readonly GoneFlag[] = [
  ...gone('1.31', ['proxy-port-range'], drop),
  ...gone(
    '1.37',
    ['boot-id-file', 'machine-id-file'],
    'Remove it: it was a flag of the cAdvisor library, never meant for kube-proxy.',
  ),
];
