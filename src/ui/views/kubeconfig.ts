import type { MadeKubeconfig } from '../../app/kubeconfig.js';

/** Where the kubeconfig lies, for whom it is, and how to use it. */
export function kubeconfigView(made: MadeKubeconfig): string {
  const groups = made.groups.length === 0 ? '' : ` in ${made.groups.join(', ')}`;
  return [
    made.path ?? '',
    `  ${made.user}${groups}, until ${made.notAfter.slice(0, 10)}, at ${made.servers.join(', ')}`,
    `  kubectl --kubeconfig ${made.path ?? 'FILE'} get --raw /readyz`,
    '',
  ].join('\n');
}
