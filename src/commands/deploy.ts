import * as Flags from '@oclif/core/flags';
import type { DeployRequest } from '../app/deploy.js';
import { canAsk, confirm } from '../cli/ask.js';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { readingCodes } from '../cli/command-exit-codes.js';
import { yesFlag } from '../cli/flags.js';
import { writeTalk } from '../cli/output.js';
import { diffDepth, planFlags } from '../cli/plan-flags.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { systemClock } from '../kernel/clock.js';
import { fail } from '../kernel/problem.js';
import { progressLine } from '../ui/progress-lines.js';
import { planView } from '../ui/views/plan.js';
import { deployedView } from '../ui/views/plan-deployed.js';
import { problemsView } from '../ui/views/problems.js';

type Plan = Parameters<DeployRequest['approve']>[0];

/** Whatever shows how a run goes. */
interface Following {
  readonly emit: DeployRequest['emit'];
  finish(): Promise<void>;
}

export class Deploy extends BaseCommand {
  static override summary = 'Make the hosts what the config says.';
  static override description = `Shows the plan, asks, and applies it: binaries, files, etcd, apiservers, their
companions, each step gated on health. A running cluster is changed one host after another, and a step that does not
become healthy is taken back. Interrupted or failed, the next run goes on from what it finds on the hosts.`;
  static override examples = [
    '<%= config.bin %> deploy',
    '<%= config.bin %> deploy --yes --json',
    '<%= config.bin %> deploy --plan demo.plan --yes',
  ];
  static override exitCodes = [...readingCodes, ExitCode.stopped, ExitCode.interrupted];
  static override flags = {
    ...planFlags,
    plan: Flags.string({ summary: 'apply exactly this saved plan, or nothing', helpValue: 'FILE' }),
    yes: yesFlag,
  };

  /** Follows the run on stderr: a live list on a terminal, lines elsewhere, nothing under --json. */
  private async follow(plan: Plan): Promise<Following> {
    if (this.json) return { emit: () => undefined, finish: () => Promise.resolve() };
    if (process.stderr.isTTY && process.stdout.isTTY) {
      const { listProgress } = await import('../ui/progress.js');
      return listProgress(plan);
    }
    return {
      emit: (event) => {
        const line = progressLine(plan, event);
        if (line !== null) writeTalk(`${line}\n`);
      },
      finish: () => Promise.resolve(),
    };
  }

  protected override async execute(): Promise<Outcome<Results['deploy']>> {
    const { flags } = await this.input(Deploy);
    if (!flags.yes && (this.json || !canAsk())) {
      fail('usage-needs-terminal', {
        what: 'deploy asks before it changes hosts, and nobody can be asked here',
        fix: 'give --yes; see what it would do with: hardway plan',
      });
    }
    const { deploy } = await import('../app/deploy.js');
    let progress: Following | undefined;
    const approve = async (plan: Plan): Promise<boolean> => {
      if (!this.json) {
        writeTalk(planView(plan, diffDepth(flags.diff)));
        if (plan.problems.length > 0) writeTalk(problemsView(plan.problems));
      }
      const yes = flags.yes || (await confirm(`Apply this to ${plan.cluster}?`, '--yes', this.signal));
      if (yes) progress = await this.follow(plan);
      return yes;
    };
    try {
      const outcome = await deploy({
        config: flags.config,
        ...(flags.pki === undefined ? {} : { pki: flags.pki }),
        ...(flags.binaries === undefined ? {} : { binaries: flags.binaries }),
        ...(flags.plan === undefined ? {} : { plan: flags.plan }),
        verify: flags.verify,
        clock: systemClock,
        signal: this.signal,
        approve,
        emit: (event) => progress?.emit(event),
      });
      await progress?.finish();
      const { plan, applied, timings } = outcome;
      return {
        value: { ...plan, applied, timings },
        text: () => deployedView(outcome),
        // Otherwise they were shown with the plan.
        warnings: plan.changes === 0 ? plan.problems : [],
        exitCode: applied ? ExitCode.done : ExitCode.findings,
      };
    } finally {
      await progress?.finish();
    }
  }
}
