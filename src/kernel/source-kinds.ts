/**
 * The kinds of text that `inspect` and what builds on it read, as `--as` names them. The order is the one in which a
 * text is compared with them: marks that nothing else has come first.
 */
export const textKinds = [
  'proc',
  'guide',
  'flagz',
  'log',
  'running-line',
  'cloud-config',
  'distro-config',
  'container',
  'describe',
  'etcd-config',
  'systemctl-show',
  'docker',
  'script',
  'unit',
  'args-file',
  'supervisord',
  'env-file',
  'manifest',
  'ps',
] as const;

export type TextKind = (typeof textKinds)[number];
