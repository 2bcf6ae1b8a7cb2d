import * as Flags from '@oclif/core/flags';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { readingCodes } from '../cli/command-exit-codes.js';
import { diffDepth, planFlags } from '../cli/plan-flags.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { systemClock } from '../kernel/clock.js';
import { planView } from '../ui/views/plan.js';

export class Plan extends BaseCommand {
  static override summary = 'Show what deploy would do, and why.';
  static override description = `Reads config, PKI, binaries and every host, and shows what differs: files with their
diffs (never of secrets), binaries, starts and restarts with their reasons. Changes nothing on any host.`;
  static override examples = [
    '<%= config.bin %> plan',
    '<%= config.bin %> plan --out demo.plan',
    '<%= config.bin %> plan --config clusters/prod.yaml --json',
  ];
  static override exitCodes = [...readingCodes, ExitCode.stopped];
  static override flags = {
    ...planFlags,
    out: Flags.string({ summary: 'save the plan for deploy --plan', helpValue: 'FILE' }),
  };

  protected override async execute(): Promise<Outcome<Results['plan']>> {
    const { flags } = await this.input(Plan);
    const { planCluster } = await import('../app/plan.js');
    const plan = await planCluster({
      config: flags.config,
      ...(flags.pki === undefined ? {} : { pki: flags.pki }),
      ...(flags.binaries === undefined ? {} : { binaries: flags.binaries }),
      ...(flags.out === undefined ? {} : { out: flags.out }),
      verify: flags.verify,
      clock: systemClock,
      signal: this.signal,
    });
    return {
      value: plan,
      text: () => planView(plan, diffDepth(flags.diff)),
      warnings: plan.problems,
      exitCode: plan.changes > 0 ? ExitCode.findings : ExitCode.done,
    };
  }
}
