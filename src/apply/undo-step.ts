import { printable } from '../kernel/printable.js';
import { type Problem, problem } from '../kernel/problem.js';
import { redact } from '../kernel/redact.js';
import type { Step } from '../plan/plan.js';
import type { ApplyContext } from './context.js';
import { passGate } from './gate.js';
import { undoScript } from './undo-script.js';
import { stepFolder } from './write-step.js';

/** What became of a step that failed. */
export interface Undone {
  /** In words, for the problem of the step. */
  readonly text: string;
  /** Empty when the undo itself went well. */
  readonly problems: readonly Problem[];
}

/**
 * Takes a failed step back. A unit that ran before gets its former files and is restarted with them; a unit that was
 * started for the first time has no former state and is only stopped.
 */
export async function undoStep(step: Step, context: ApplyContext): Promise<Undone> {
  const back = step.restarts.length > 0;
  const { transport, runDirectory, locks, emit } = context;
  const args = [runDirectory, locks.run, stepFolder(step), back ? 'back' : 'stop'];
  const result = await transport(step.host).run({ script: undoScript, args, sudo: true, timeoutMs: 420_000 });
  const stopped = step.starts.length > 0 ? `${step.starts.join(', ')} stopped` : '';
  if (result.code !== 0) {
    const by = redact(result.stderr.trim());
    return {
      text: 'the former state could not be put back',
      problems: [
        problem('stop-undo-failed', {
          where: { host: step.host },
          what: `${step.title} failed, and so did putting the former state back: ${printable(by)}`,
          fix: `look at the units there (systemctl status ${[...step.starts, ...step.restarts].join(' ')}), then run deploy again; the former files are in ${runDirectory} until this run ends`,
        }),
      ],
    };
  }
  emit({ kind: 'step-undone', step: step.id, host: step.host });
  if (!back) return { text: `${stopped}; its files stay for the next run`, problems: [] };
  const still = await passGate({ ...step, starts: [] }, context);
  const restored = `the former files are back and ${step.restarts.join(', ')} runs with them`;
  if (still === null) return { text: [restored, stopped].filter((t) => t !== '').join('; '), problems: [] };
  return {
    text: 'the former files are back',
    problems: [
      problem('stop-undo-failed', {
        where: { host: step.host },
        what: `${still.component} is not healthy with its former files either: ${still.why}`,
        fix: `look at its journal on the host: journalctl -u ${still.component}.service`,
      }),
    ],
  };
}
