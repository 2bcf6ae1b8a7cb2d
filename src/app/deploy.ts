import { randomBytes } from 'node:crypto';
import { hostname, userInfo } from 'node:os';
import { applyPlan } from '../apply/apply-plan.js';
import { takeLocks } from '../apply/lock.js';
import { closeAll } from '../hosts/pool.js';
import { fail } from '../kernel/problem.js';
import type { Plan, PlanEvent } from '../plan/plan.js';
import { applyContext } from './deploy-context.js';
import { type DeployTimings, Stopwatch } from './deploy-timings.js';
import { readSavedPlan, type SavedPlan } from './plan-file.js';
import { connectHosts, planHosts, runDirectory } from './plan-hosts.js';
import { type PlanRequest, readLocalInput } from './plan-input.js';
import { clusterProbes } from './plan-probes.js';

export interface DeployRequest extends PlanRequest {
  /** A saved plan: exactly that is applied, or nothing. */
  readonly plan?: string;
  /** Shows the plan and says whether it may be applied. Not asked when there is nothing to do. */
  readonly approve: (plan: Plan) => Promise<boolean>;
  readonly emit: (event: PlanEvent) => void;
}

export interface DeployOutcome {
  readonly plan: Plan;
  /** False when there was something to do and the user said no. */
  readonly applied: boolean;
  readonly timings: DeployTimings;
  /** Where the apiservers answer. */
  readonly apiservers: readonly string[];
}

function sameAs(saved: SavedPlan, plan: Plan): void {
  if (saved.fingerprint === plan.fingerprint) return;
  fail('stop-plan-differs', {
    where: { file: saved.file },
    what:
      saved.cluster === plan.cluster
        ? 'config, PKI, binaries or hosts are not what they were when this plan was made'
        : `the plan is for cluster ${saved.cluster}, the config is for ${plan.cluster}`,
    expected: saved.fingerprint,
    fix: 'make a new plan, read it, and apply that one: hardway plan --out FILE',
  });
}

/**
 * Makes the hosts what config, PKI and binaries say: checks everything here, connects, takes the locks, looks, plans,
 * asks, applies. Nothing is written to any host before all hosts have been found suitable and the plan was approved.
 */
export async function deploy(request: DeployRequest): Promise<DeployOutcome> {
  const { clock, verify, signal } = request;
  const watch = new Stopwatch();
  const saved = request.plan === undefined ? null : await readSavedPlan(request.plan);
  const input = await readLocalInput(request);
  const { cluster, bundle } = input;
  const transports = await connectHosts(input, signal);
  try {
    const probes = clusterProbes({ cluster, bundle, transports });
    const run = randomBytes(8).toString('hex');
    const note = `${userInfo().username}@${hostname()}, process ${process.pid}, since ${clock.now().toISOString()}`;
    const locks = takeLocks(transports, runDirectory(), run, note);
    try {
      const lock = { run, troubleOf: locks.troubleOf };
      const options = { clock, verify, lock, ...(signal === undefined ? {} : { signal }) };
      const planned = await planHosts(input, transports, probes, options);
      const plan = { ...planned.plan, problems: [...input.warnings, ...planned.plan.problems] };
      if (saved !== null) sameAs(saved, plan);
      const apiservers = planned.desired.hosts
        .filter(({ components }) => components.includes('kube-apiserver'))
        .map(({ name }) => name);
      const outcome = { plan, apiservers };
      if (plan.changes === 0) return { ...outcome, applied: true, timings: watch.timings([]) };
      const approved = await watch.pause(() => request.approve(plan));
      if (!approved) return { ...outcome, applied: false, timings: watch.timings([]) };
      const context = applyContext(planned, transports, probes, locks, request);
      const { timings } = await applyPlan(plan, context);
      return { ...outcome, applied: true, timings: watch.timings(timings) };
    } finally {
      await locks.release();
    }
  } finally {
    await closeAll(transports.values());
  }
}
