import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Plan, Stage, Step } from '../plan/plan.js';
import { applyStep } from './apply-step.js';
import type { ApplyContext } from './context.js';
import { rollingOrder } from './guard.js';
import { noUploads, startUploads, type Uploads } from './uploads.js';

export interface StageTiming {
  readonly stage: string;
  readonly milliseconds: number;
  /** How much of it was waiting for binaries to arrive. */
  readonly uploading: number;
}

export interface Applied {
  readonly timings: readonly StageTiming[];
}

function interrupted(done: number, plan: Plan): never {
  throw new HardwayError([
    problem('interrupted', {
      what: `stopped after ${done} of ${plan.changes} steps; the step under way was finished`,
      fix: 'run the same command again; it goes on from what it finds on the hosts',
    }),
  ]);
}

async function perform(step: Step, context: ApplyContext, uploads: Uploads, abandon?: () => boolean): Promise<void> {
  const { emit, elapsed, locks } = context;
  const began = elapsed();
  emit({ kind: 'step-started', step: step.id, host: step.host });
  try {
    await Promise.race([applyStep(step, context, uploads, abandon), locks.troubleOf(step.host)]);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    emit({ kind: 'step-failed', step: step.id, host: step.host, what });
    throw error;
  }
  emit({ kind: 'step-done', step: step.id, host: step.host, milliseconds: elapsed() - began });
}

/** All hosts at once. When one fails the others no longer wait for it, and the problems of all are thrown. */
async function together(steps: readonly Step[], context: ApplyContext, uploads: Uploads): Promise<void> {
  let failed = false;
  const results = await Promise.allSettled(
    steps.map(async (step) => {
      try {
        await perform(step, context, uploads, () => failed);
      } catch (error) {
        failed = true;
        throw error;
      }
    }),
  );
  const problems: Problem[] = [];
  for (const result of results) {
    if (result.status === 'fulfilled') continue;
    if (!(result.reason instanceof HardwayError)) throw result.reason;
    problems.push(...result.reason.problems);
  }
  if (problems.length > 0) throw new HardwayError(problems);
}

async function runStage(
  stage: Stage,
  steps: readonly Step[],
  context: ApplyContext,
  uploads: Uploads,
  done: number,
  plan: Plan,
): Promise<void> {
  if (stage.order === 'together') return together(steps, context, uploads);
  let finished = done;
  for (const step of await rollingOrder(steps, context)) {
    if (context.signal?.aborted === true) interrupted(finished, plan);
    await perform(step, context, uploads);
    finished++;
  }
}

/** How many steps of a plan prepare the hosts. */
function prepared(plan: Plan): number {
  return plan.steps.filter(({ stage }) => stage === 'prepare').length;
}

/**
 * Does what a plan says, stage by stage. Stops at the first stage that fails; every step is either done, undone or
 * resumed by the next run. When the user interrupts, the step under way is finished first.
 */
export async function applyPlan(plan: Plan, context: ApplyContext): Promise<Applied> {
  const { emit, elapsed, signal } = context;
  const timings: StageTiming[] = [];
  let done = 0;
  let uploads = noUploads;
  try {
    for (const stage of plan.stages) {
      if (signal?.aborted === true) interrupted(done, plan);
      // The folders of the binaries come with the preparation.
      if (stage.id !== 'prepare' && done === prepared(plan)) uploads = startUploads(plan, context);
      const steps = plan.steps.filter((step) => step.stage === stage.id);
      const began = elapsed();
      emit({ kind: 'stage-started', stage: stage.id });
      await runStage(stage, steps, context, uploads, done, plan);
      done += steps.length;
      const milliseconds = elapsed() - began;
      const waits = steps.map((step) => uploads.waited(step));
      const uploading = stage.order === 'together' ? Math.max(...waits) : waits.reduce((sum, ms) => sum + ms, 0);
      timings.push({ stage: stage.id, milliseconds, uploading });
      emit({ kind: 'stage-done', stage: stage.id, milliseconds });
    }
    return { timings };
  } finally {
    await uploads.stop();
  }
}
