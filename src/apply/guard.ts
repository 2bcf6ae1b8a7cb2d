import type { Component } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { Step } from '../plan/plan.js';
import type { ApplyContext } from './context.js';

const guarded: readonly Component[] = ['etcd', 'kube-apiserver'];

/** How often a host that is not healthy is asked again before that counts: it may still be coming up. */
const attempts = 60;

/** The health of a component once it has had the time to come up, such as after a run that was cut off in a restart. */
async function settledHealth(host: string, component: Component, context: ApplyContext): Promise<string | null> {
  let why = await context.probes.health(host, component);
  for (let attempt = 1; why !== null && attempt < attempts && context.signal?.aborted !== true; attempt++) {
    await context.sleep(Math.max(context.patience.interval, 500));
    why = await context.probes.health(host, component);
  }
  return why;
}

/**
 * Why a step must not restart what it wants to: another member or apiserver is not healthy, so that this restart would
 * take a second one away (for etcd: the quorum). Empty when it may go on. With one host there is nobody to wait for.
 */
export async function guardProblems(step: Step, context: ApplyContext): Promise<Problem[]> {
  const problems: Problem[] = [];
  for (const component of guarded.filter((candidate) => step.restarts.includes(candidate))) {
    const others = context.hostsOf(component).filter((host) => host !== step.host);
    const answers = await Promise.all(others.map((host) => settledHealth(host, component, context)));
    answers.forEach((why, i) => {
      if (why === null) return;
      problems.push(
        problem('stop-quorum', {
          where: { host: others[i] ?? '' },
          what: `${component} is not healthy here (${why}), so that of ${step.host} is not restarted`,
          expected: `every other ${component} healthy before one is restarted`,
          fix: 'bring it back first; the next deploy goes on from here',
        }),
      );
    });
  }
  return problems;
}

/**
 * The order in which a stage that goes one by one takes its hosts: those that are not healthy first, because they have
 * nothing to lose, and the leader of etcd last, because every handover costs an election.
 */
export async function rollingOrder(steps: readonly Step[], context: ApplyContext): Promise<Step[]> {
  const component = guarded.find((candidate) => steps.some(({ restarts }) => restarts.includes(candidate)));
  if (component === undefined || steps.length < 2) return [...steps];
  const healths = await Promise.all(steps.map(({ host }) => context.probes.health(host, component)));
  const leader = component === 'etcd' ? await context.probes.etcdLeader() : null;
  const rank = (i: number): number => {
    if (healths[i] !== null) return 0;
    return steps[i]?.host === leader ? 2 : 1;
  };
  return steps
    .map((step, i) => ({ step, rank: rank(i) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ step }) => step);
}
