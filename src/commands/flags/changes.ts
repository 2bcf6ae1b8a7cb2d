import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { knownComponentFlag } from '../../cli/catalogue-flags.js';
import { configFlag } from '../../cli/flags.js';
import { readingFlags, rootFlag } from '../../cli/reading-flags.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { flagsChangesView } from '../../ui/views/flags-changes.js';

export class FlagsChanges extends BaseCommand {
  static override summary =
    'Show what changed between two versions, or what of a master must change before an upgrade.';
  static override description = `Without SOURCE: flags that came, went, became required, deprecated or without effect,
and those whose default or type changed; admission plugins, API versions and feature gates as well. With SOURCE, read as inspect does:
what would keep this master from starting, what it would do otherwise, and what will go later, each with its place and
the fix. Ends with 4 when it would not start.`;
  static override examples = [
    '<%= config.bin %> flags changes --from 1.24 --to 1.34',
    '<%= config.bin %> flags changes --from 1.24 --to 1.34 /etc/systemd/system/kube-apiserver.service',
    '<%= config.bin %> flags changes --to 1.37 ssh://ops@198.51.100.11 --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.findings, ExitCode.host];
  static override args = {
    source: Args.string({
      name: 'SOURCE',
      description: 'a path, - for standard input, or ssh://user@host[:port]',
      ignoreStdin: true,
    }),
  };
  static override flags = {
    from: Flags.string({ summary: 'version or minor it has (default: what SOURCE says)', helpValue: 'VERSION' }),
    to: Flags.string({
      summary: 'version or minor it is to have (default: the newest that is recorded)',
      helpValue: 'VERSION',
    }),
    component: knownComponentFlag({ summary: 'only this component (default without SOURCE: kube-apiserver)' }),
    as: readingFlags.as,
    config: configFlag,
    root: rootFlag,
  };

  protected override async execute(): Promise<Outcome<Results['flags:changes']>> {
    const { flags, args } = await this.input(FlagsChanges);
    const { flagsChanges } = await import('../../app/flags-changes.js');
    const { result, exitCode } = await flagsChanges({
      stdin: process.stdin,
      config: flags.config,
      signal: this.signal,
      ...(args.source === undefined ? {} : { source: args.source }),
      ...(flags.from === undefined ? {} : { from: flags.from }),
      ...(flags.to === undefined ? {} : { to: flags.to }),
      ...(flags.component === undefined ? {} : { component: flags.component }),
      ...(flags.as === undefined ? {} : { as: flags.as }),
      ...(flags.root === undefined ? {} : { root: flags.root }),
    });
    return { value: result, text: () => flagsChangesView(result), warnings: result.problems, exitCode };
  }
}
