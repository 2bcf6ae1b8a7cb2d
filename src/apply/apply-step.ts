import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import { printable } from '../kernel/printable.js';
import { redact } from '../kernel/redact.js';
import type { RunResult } from '../kernel/transport.js';
import type { Step } from '../plan/plan.js';
import type { ApplyContext } from './context.js';
import { componentsOfGate, passGate } from './gate.js';
import { guardProblems } from './guard.js';
import { lockedStatus } from './lock-script.js';
import { unitStatus } from './step-script.js';
import { undoStep } from './undo-step.js';
import { journalTail } from './unit-state.js';
import { uploadBinaries } from './upload-binaries.js';
import { touchesHost, writeStep } from './write-step.js';

function said(result: RunResult): string {
  // systemctl follows its first line with hints that repeat what we show ourselves.
  const [first = ''] = redact(result.stderr.trim()).split('\n');
  const text = printable(first).slice(0, 1000);
  return text === '' ? `status ${result.code}` : text;
}

function written(step: Step, result: RunResult): void {
  if (result.code === 0 || result.code === unitStatus) return;
  const where = { host: step.host };
  if (result.code === lockedStatus) {
    throw new HardwayError([
      problem('stop-lock-lost', {
        where,
        what: 'the lock of the host no longer belongs to this run, so nothing was written',
        fix: 'run the same command again; it goes on from what it finds on the hosts',
      }),
    ]);
  }
  throw new HardwayError([
    problem('stop-write', {
      where,
      what: `${step.title}: ${said(result)}`,
      fix: 'see that the file system is writable and has room, then run the same command again',
    }),
  ]);
}

async function gateFailed(
  step: Step,
  context: ApplyContext,
  component: Step['restarts'][number],
  why: string,
): Promise<never> {
  const journal = await journalTail(context.transport(step.host), component);
  const undone = await undoStep(step, context);
  const failure: Problem = problem('stop-gate', {
    where: { host: step.host },
    what: `${component} did not become healthy: ${why}; ${undone.text}`,
    expected: `a healthy ${component}`,
    fix: 'mend what its journal says, then run deploy again; it goes on from here',
    evidence: journal,
  });
  throw new HardwayError([failure, ...undone.problems]);
}

/**
 * Does one step on its host as a whole: guard, upload, write and restart, gate, and back again when the gate stays
 * closed. Throws a HardwayError that says what failed and what became of it.
 */
export async function applyStep(step: Step, context: ApplyContext, abandon?: () => boolean): Promise<void> {
  const refused = await guardProblems(step, context);
  if (refused.length > 0) throw new HardwayError(refused);
  if (touchesHost(step)) {
    const result = await writeStep(step, context);
    written(step, result);
    if (result.code === unitStatus) {
      const [component] = [...step.restarts, ...step.starts, ...componentsOfGate(step.gate)];
      if (component !== undefined) await gateFailed(step, context, component, said(result));
    }
  }
  if (step.binaries.length > 0) written(step, await uploadBinaries(step, context));
  if (step.bindings.length > 0) await context.probes.applyBindings(step.host, step.bindings);
  const closed = await passGate(step, context, abandon);
  if (closed?.abandoned === true) {
    throw new HardwayError([
      problem('stop-gate', {
        where: { host: step.host },
        what: `${closed.component} was not waited for any longer, because another host of this stage failed; it is left running`,
        fix: 'see to the other host first; the next run goes on from here',
      }),
    ]);
  }
  if (closed !== null) await gateFailed(step, context, closed.component, closed.why);
}
