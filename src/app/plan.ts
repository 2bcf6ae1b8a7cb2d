import { closeAll } from '../hosts/pool.js';
import type { Problem } from '../kernel/problem.js';
import type { Plan } from '../plan/plan.js';
import { savePlan } from './plan-file.js';
import { connectHosts, planHosts } from './plan-hosts.js';
import { type PlanRequest, readLocalInput } from './plan-input.js';
import { clusterProbes } from './plan-probes.js';

export interface PlanCommand extends PlanRequest {
  /** Where the plan is saved. */
  readonly out?: string;
}

/** A plan and the warnings of what it was made from. */
export interface PlanOutcome {
  readonly plan: Plan;
  readonly warnings: readonly Problem[];
}

/** What `deploy` would do. Reads config, store, binaries and hosts; changes nothing but the file that was asked for. */
export async function planCluster(request: PlanCommand): Promise<PlanOutcome> {
  const input = await readLocalInput(request);
  const { clock, verify, signal, out } = request;
  const transports = await connectHosts(input, signal);
  try {
    const probes = clusterProbes({ cluster: input.cluster, bundle: input.bundle, transports });
    const options = { clock, verify, ...(signal === undefined ? {} : { signal }) };
    const { plan } = await planHosts(input, transports, probes, options);
    if (out !== undefined) await savePlan(out, plan);
    return { plan, warnings: [...input.warnings, ...plan.warnings] };
  } finally {
    await closeAll(transports.values());
  }
}
