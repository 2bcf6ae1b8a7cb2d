import { closeAll } from '../hosts/pool.js';
import type { Plan } from '../plan/plan.js';
import { savePlan } from './plan-file.js';
import { connectHosts, planHosts } from './plan-hosts.js';
import { type PlanRequest, readLocalInput } from './plan-input.js';
import { clusterProbes } from './plan-probes.js';

export interface PlanCommand extends PlanRequest {
  /** Where the plan is saved. */
  readonly out?: string;
}

/** What `deploy` would do, with the warnings of everything it was made from. Reads config, store, binaries and hosts; changes nothing but the file that was asked for. */
export async function planCluster(request: PlanCommand): Promise<Plan> {
  const input = await readLocalInput(request);
  const { clock, verify, signal, out } = request;
  const transports = await connectHosts(input, signal);
  try {
    const probes = clusterProbes({ cluster: input.cluster, bundle: input.bundle, transports });
    const options = { clock, verify, ...(signal === undefined ? {} : { signal }) };
    const planned = await planHosts(input, transports, probes, options);
    const plan = { ...planned.plan, problems: [...input.warnings, ...planned.plan.problems] };
    if (out !== undefined) await savePlan(out, plan);
    return plan;
  } finally {
    await closeAll(transports.values());
  }
}
