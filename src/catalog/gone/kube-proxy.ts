import { drop, gone, type GoneFlag, klog } from './gone-flag.js';

/** What kube-proxy lost. */
export const kubeProxy: readonly GoneFlag[] = [
  ...gone('1.15', ['cleanup-iptables'], 'Remove it: use --cleanup.'),
  {
    name: 'conntrack-max',
    since: '1.15',
    note: 'Remove it: use --conntrack-max-per-core and --conntrack-min.',
  },
  ...gone('1.16', ['resource-container'], drop),
  ...gone('1.21', ['cleanup-ipvs'], 'Remove it: --cleanup does it as well.'),
  ...klog,
  ...gone('1.26', ['udp-timeout'], 'Remove it: it was for the userspace proxy, which is gone.'),
  ...gone('1.31', ['proxy-port-range'], drop),
  ...gone(
    '1.37',
    ['boot-id-file', 'machine-id-file'],
    'Remove it: it was a flag of the cAdvisor library, never meant for kube-proxy.',
  ),
];
