import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import type { Plan, Stage, Step } from '../plan/plan.js';
import { applyStep } from './apply-step.js';
import type { ApplyContext } from './context.js';
import { rollingOrder } from './guard.js';

export interface StageTiming {
  readonly stage: string;
  readonly milliseconds: number;
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

async function perform(step: Step, context: ApplyContext, abandon?: () => boolean): Promise<void> {
  const { emit, elapsed, locks } = context;
  const began = elapsed();
  emit({ kind: 'step-started', step: step.id, host: step.host });
  try {
    await Promise.race([applyStep(step, context, abandon), locks.troubleOf(step.host)]);
  } catch (error) {
    const what = error instanceof Error ? error.message : String(error);
    emit({ kind: 'step-failed', step: step.id, host: step.host, what });
    throw error;
  }
  emit({ kind: 'step-done', step: step.id, host: step.host, milliseconds: elapsed() - began });
}

/** All hosts at once. When one fails the others no longer wait for it, and the problems of all are thrown. */
async function together(steps: readonly Step[], context: ApplyContext): Promise<void> {
  let failed = false;
  const results = await Promise.allSettled(
    steps.map(async (step) => {
      try {
        await perform(step, context, () => failed);
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

async function runStage(stage: Stage, steps: readonly Step[], context: ApplyContext, done: number, plan: Plan) {
  if (stage.order === 'together') return together(steps, context);
  let finished = done;
  for (const step of await rollingOrder(steps, context)) {
    if (context.signal?.aborted === true) interrupted(finished, plan);
    await perform(step, context);
    finished++;
  }
}

/**
 * Does what a plan says, stage by stage. Stops at the first stage that fails; every step is either done, undone or
 * resumed by the next run. When the user interrupts, the step under way is finished first.
 */
export async function applyPlan(plan: Plan, context: ApplyContext): Promise<Applied> {
  const { emit, elapsed, signal } = context;
  const timings: StageTiming[] = [];
  let done = 0;
  for (const stage of plan.stages) {
    if (signal?.aborted === true) interrupted(done, plan);
    const steps = plan.steps.filter((step) => step.stage === stage.id);
    const began = elapsed();
    emit({ kind: 'stage-started', stage: stage.id });
    await runStage(stage, steps, context, done, plan);
    done += steps.length;
    const milliseconds = elapsed() - began;
    timings.push({ stage: stage.id, milliseconds });
    emit({ kind: 'stage-done', stage: stage.id, milliseconds });
  }
  return { timings };
}
