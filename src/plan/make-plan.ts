import type { Desired } from './desired.js';
import { emptyStep } from './empty-step.js';
import { fingerprintOf } from './fingerprint.js';
import { hostSteps } from './host-steps.js';
import type { Observation } from './observation.js';
import type { Plan, Step } from './plan.js';
import { planWarnings } from './plan-warnings.js';
import { allStages } from './stages.js';

/** One step on the first master, when a binding of ours is missing or cannot be known because no apiserver answers. */
function bindingStep(desired: Desired, observation: Observation): Step[] {
  const missing = desired.bindings.filter((name) => observation.bindings?.includes(name) !== true);
  const master = desired.hosts.find(({ components }) => components.includes('kube-apiserver'));
  if (missing.length === 0 || master === undefined) return [];
  return [
    {
      ...emptyStep,
      id: `bindings/${master.name}`,
      stage: 'bindings',
      host: master.name,
      title: `apply ${missing.join(', ')}`,
      reason: observation.bindings === null ? 'no apiserver answers yet' : 'missing in the cluster',
      bindings: missing,
      undo: 'bindings that were made stay; the next run goes on from there',
    },
  ];
}

/**
 * What has to be done so that the hosts become what is wanted. Pure: the same two values give the same plan. Call
 * `preflightProblems` first; a plan over a host that is not ours must never be applied.
 */
export function makePlan(desired: Desired, observation: Observation): Plan {
  const perHost = desired.hosts.flatMap((host) => {
    const observed = observation.hosts.get(host.name);
    if (observed === undefined) throw new RangeError(`${host.name} was not observed`);
    return hostSteps(host, observed);
  });
  const unordered = [...perHost, ...bindingStep(desired, observation)];
  // Stable: within a stage the hosts keep the order of the config.
  const steps = allStages.flatMap(({ id }) => unordered.filter(({ stage }) => stage === id));
  const stages = allStages.filter(({ id }) => steps.some(({ stage }) => stage === id));
  return {
    cluster: desired.cluster,
    changes: steps.length,
    stages,
    steps,
    problems: planWarnings(desired, observation, steps),
    fingerprint: fingerprintOf(desired, observation),
  };
}
