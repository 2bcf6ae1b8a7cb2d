import { Listr, ListrLogger, type ListrTask, ProcessOutput } from 'listr2';
import { printable } from '../kernel/printable.js';
import type { Plan, PlanEvent, Step } from '../plan/plan.js';

/** A promise that is settled from outside. */
interface Settled {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

function settled(): Settled {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // A step that fails before its turn to be drawn must not count as an error that nobody looks at.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

/** A view of a running plan. */
export interface Progress {
  readonly emit: (event: PlanEvent) => void;
  /** Ends the drawing; steps that never began are shown as not done. */
  finish(): Promise<void>;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/**
 * Draws a plan that is being applied as a list of tasks on stderr, one line a step, with what it does right now. The
 * list follows the events; it never decides anything. Only for when stdout is a terminal too: listr2 draws nothing otherwise.
 */
export function listProgress(plan: Plan): Progress {
  const steps = new Map(plan.steps.map((step) => [step.id, settled()]));
  const now = new Map<string, (text: string, title?: string) => void>();
  const stepTask = (step: Step): ListrTask => ({
    title: `${step.host}: ${printable(step.title)}`,
    task: (_context, task) => {
      now.set(step.id, (text, title) => {
        if (title === undefined) task.output = text;
        else task.title = title;
      });
      return steps.get(step.id)?.promise;
    },
  });
  const list = new Listr(
    plan.stages.map(({ id, title }) => ({
      title,
      task: (_context, task) =>
        // Shown as running side by side; which one begins when is up to the run.
        task.newListr(plan.steps.filter(({ stage }) => stage === id).map(stepTask), { concurrent: true }),
    })),
    {
      renderer: 'default',
      exitOnError: true,
      collectErrors: false,
      registerSignalListeners: false,
      rendererOptions: {
        collapseSubtasks: false,
        // stdout stays data.
        logger: new ListrLogger({ processOutput: new ProcessOutput(process.stderr, process.stderr) }),
      },
    },
  );
  const drawing = list.run().catch(() => undefined);
  const emit = (event: PlanEvent): void => {
    if (event.kind === 'step-progress') now.get(event.step)?.(printable(event.text));
    if (event.kind === 'step-done') {
      const step = plan.steps.find(({ id }) => id === event.step);
      now.get(event.step)?.('', `${event.host}: ${printable(step?.title ?? '')} (${seconds(event.milliseconds)})`);
      steps.get(event.step)?.resolve();
    }
    if (event.kind === 'step-failed') steps.get(event.step)?.reject(new Error(printable(event.what)));
  };
  return {
    emit,
    finish: async () => {
      for (const step of steps.values()) step.reject(new Error('not done'));
      await drawing;
    },
  };
}
