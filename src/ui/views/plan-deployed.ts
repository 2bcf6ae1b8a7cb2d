import type { DeployOutcome } from '../../app/deploy.js';
import { paint } from '../paint.js';

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** What a deploy has done, and what to do next. */
export function deployedView({ plan, applied, timings, apiservers }: DeployOutcome): string {
  if (plan.changes === 0) {
    return `Nothing to do: the hosts of ${plan.cluster} are as the config wants them (${seconds(timings.total)}).\n`;
  }
  if (!applied) return 'Nothing was changed.\n';
  const split = `upload ${seconds(timings.upload)}, etcd ${seconds(timings.etcd)}, Kubernetes ${seconds(timings.kubernetes)}, own ${seconds(timings.own)}`;
  const lines = [
    `${paint.green('Done')}: ${plan.changes} ${plan.changes === 1 ? 'step' : 'steps'} in ${seconds(timings.total)} (${split}).`,
    `The control plane of ${plan.cluster} runs on ${apiservers.join(', ')}, and every component is healthy.`,
    '',
    'Next:',
    '  hardway kubeconfig admin      a kubeconfig for kubectl',
    '  hardway inspect --all         the flags that every master really runs with',
    '  hardway plan                  what a change of the config would do',
  ];
  return `${lines.join('\n')}\n`;
}
