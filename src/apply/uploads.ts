import type { RunResult } from '../kernel/transport.js';
import type { Plan, Step } from '../plan/plan.js';
import type { ApplyContext } from './context.js';
import { uploadBinaries } from './upload-binaries.js';

/** The binaries of a plan on their way to the hosts. */
export interface Uploads {
  /** Waits for the binaries of a step; null when it has none. */
  of(step: Step): Promise<RunResult | null>;
  /** How long a step has waited for its binaries, in milliseconds. */
  waited(step: Step): number;
  /** Cuts off what is still on its way and waits until it has ended. */
  stop(): Promise<void>;
}

/**
 * Sends the binaries of all steps, on each host one step after the other in the order of the plan, while the steps are
 * already at work: etcd elects its leader while kube-apiserver is on its way. Nothing runs from a binary before its own
 * step links it.
 */
export function startUploads(plan: Plan, context: ApplyContext): Uploads {
  const controller = new AbortController();
  const signal =
    context.signal === undefined ? controller.signal : AbortSignal.any([controller.signal, context.signal]);
  const underWay = new Map<string, Promise<RunResult>>();
  const waits = new Map<string, number>();
  const lastOf = new Map<string, Promise<unknown>>();
  for (const step of plan.steps.filter(({ binaries }) => binaries.length > 0)) {
    const before = lastOf.get(step.host) ?? Promise.resolve();
    const upload = before.then(() => uploadBinaries(step, context, signal));
    // Its step sees the failure; until then, and when that step never comes, it must not end the process.
    upload.catch(() => undefined);
    underWay.set(step.id, upload);
    lastOf.set(step.host, upload);
  }
  return {
    of: async (step) => {
      const began = context.elapsed();
      const result = (await underWay.get(step.id)) ?? null;
      waits.set(step.id, context.elapsed() - began);
      return result;
    },
    waited: (step) => waits.get(step.id) ?? 0,
    stop: async () => {
      controller.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}

/** What is used before there is anything to upload. */
export const noUploads: Uploads = {
  of: () => Promise.resolve(null),
  waited: () => 0,
  stop: () => Promise.resolve(),
};
