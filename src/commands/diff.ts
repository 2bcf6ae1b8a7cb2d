import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { readingCodes } from '../cli/command-exit-codes.js';
import { configFlag } from '../cli/flags.js';
import { readingFlags } from '../cli/reading-flags.js';
import { diffView } from '../ui/views/flag-diff.js';

const source =
  'a file or a folder of units and manifests, - for standard input, ssh://user@host[:port], or rendered: for what the config renders';

export class Diff extends BaseCommand {
  static override summary = 'Compare the flags of two masters, or of what is written with what runs.';
  static override description = `Reads both sources as inspect does and shows each flag that differs, with its values
on both sides; of lists the elements that were added and removed. A flag that one side sets to what the other has by
default is told apart from one that makes a difference. Components are paired by name, and by host where there are several.
With --host or --all hosts of the config are the other side. The source rendered: is what the config would put on them,
as render does, with the store beside the config; nothing is written. Ends with 4 when there is a difference.`;
  static override examples = [
    '<%= config.bin %> diff old/kube-apiserver.service new/kube-apiserver.service',
    '<%= config.bin %> diff ssh://ops@198.51.100.11 ssh://ops@198.51.100.12 --component kube-apiserver',
    '<%= config.bin %> diff rendered: --all',
    '<%= config.bin %> diff backup/etc/systemd/system ssh://ops@198.51.100.11',
    '<%= config.bin %> diff kube-apiserver.yaml - --json',
  ];
  static override exitCodes = readingCodes;
  static override args = {
    a: Args.string({ name: 'A', description: source, required: true, ignoreStdin: true }),
    b: Args.string({ name: 'B', description: 'the same; left out with --host or --all', ignoreStdin: true }),
  };
  static override flags = {
    config: configFlag,
    ...readingFlags,
    host: Flags.string({
      summary: 'compare with this host of the config (repeatable)',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
    }),
    all: Flags.boolean({ summary: 'compare with all hosts of the config', exclusive: ['host'] }),
  };

  protected override async execute(): Promise<Outcome<Results['diff']>> {
    const { flags, args } = await this.input(Diff);
    const { diff } = await import('../app/diff.js');
    const version = flags['kubernetes-version'];
    const { diff: found, exitCode } = await diff({
      a: args.a,
      ...(args.b === undefined ? {} : { b: args.b }),
      hosts: flags.all ? 'all' : (flags.host ?? []),
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
