import * as Args from '@oclif/core/args';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { configFlag } from '../cli/flags.js';
import { readingFlags } from '../cli/reading-flags.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { diffView } from '../ui/views/flag-diff.js';

const source = 'a path, - for standard input, or ssh://user@host[:port]';

export class Diff extends BaseCommand {
  static override summary = 'Compare the flags of two masters, or of what is written with what runs.';
  static override description = `Reads both sources as inspect does and shows each flag that differs, with its values
on both sides; of lists the elements that were added and removed. A flag that one side sets to what the other has by
default is told apart from one that makes a difference. Ends with 4 when there is one.`;
  static override examples = [
    '<%= config.bin %> diff old/kube-apiserver.service new/kube-apiserver.service',
    '<%= config.bin %> diff ssh://ops@198.51.100.11 ssh://ops@198.51.100.12 --component kube-apiserver',
    '<%= config.bin %> diff kube-apiserver.yaml - --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.findings, ExitCode.host];
  static override args = {
    a: Args.string({ name: 'A', description: source, required: true, ignoreStdin: true }),
    b: Args.string({ name: 'B', description: 'the same', required: true, ignoreStdin: true }),
  };
  static override flags = { config: configFlag, ...readingFlags };

  protected override async execute(): Promise<Outcome<Results['diff']>> {
    const { flags, args } = await this.input(Diff);
    const { diff } = await import('../app/diff.js');
    const version = flags['kubernetes-version'];
    const { diff: found, exitCode } = await diff({
      a: args.a,
      b: args.b,
      config: flags.config,
      stdin: process.stdin,
      signal: this.signal,
      ...(flags.as === undefined ? {} : { as: flags.as }),
      ...(flags.component === undefined ? {} : { component: flags.component }),
      ...(version === undefined ? {} : { kubernetesVersion: version }),
    });
    return { value: found, text: () => diffView(found), warnings: found.problems, exitCode };
  }
}
