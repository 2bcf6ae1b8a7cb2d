import { printable } from '../kernel/printable.js';
import type { Plan, PlanEvent } from '../plan/plan.js';

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** Progress as plain lines, for logs and pipes: what begins, what is done, what fails. Null for what is not worth a line. */
export function progressLine(plan: Plan, event: PlanEvent): string | null {
  const stageTitle = (id: string): string => plan.stages.find((stage) => stage.id === id)?.title ?? id;
  const stepTitle = (id: string): string => plan.steps.find((step) => step.id === id)?.title ?? id;
  switch (event.kind) {
    case 'stage-started':
      return `== ${stageTitle(event.stage)}`;
    case 'stage-done':
      return null;
    case 'step-started':
      return `${event.host}: ${printable(stepTitle(event.step))}`;
    case 'step-progress':
      return null;
    case 'step-done':
      return `${event.host}: done in ${seconds(event.milliseconds)}`;
    case 'step-failed':
      return `${event.host}: failed: ${printable(event.what)}`;
    case 'step-undone':
      return `${event.host}: taken back`;
  }
}
