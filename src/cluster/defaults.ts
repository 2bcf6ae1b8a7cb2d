/** What a config need not say. The JSON Schema shows the same values; a test compares the two. */
export const defaults = {
  layout: 'kubeadm',
  target: 'systemd',
  port: 6443,
  sshPort: 22,
  pods: '10.200.0.0/16',
  services: '10.32.0.0/24',
  domain: 'cluster.local',
  algorithm: 'ecdsa-p256',
  caDays: 3650,
  leafDays: 365,
  provider: 'secretbox',
} as const;
