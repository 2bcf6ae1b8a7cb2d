import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { configFlag } from '../cli/flags.js';
import { readingFlags, rootFlag } from '../cli/reading-flags.js';
import { ExitCode } from '../kernel/exit-codes.js';

export class Convert extends BaseCommand {
  static override summary = 'Write the flags of a master in another form: unit, manifest, extraArgs.';
  static override description = `Reads one component as inspect does and writes it as a systemd unit, as a static-pod
manifest with a mount for every path that a flag names, or as extraArgs of cluster.yaml or of kubeadm. What is written
has the same effect; what the other form has no place for is said. When a value is not known nothing is written.`;
  static override examples = [
    '<%= config.bin %> convert kube-apiserver.service --to manifest --kubernetes-version 1.37.1',
    '<%= config.bin %> convert ssh://ops@198.51.100.11 --component kube-apiserver --to unit',
    '<%= config.bin %> convert kube-apiserver.yaml --to extra-args --out extra-args.yaml',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.host, ExitCode.material];
  static override args = {
    source: Args.string({
      name: 'SOURCE',
      description: 'a path, - for standard input, or ssh://user@host[:port]',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    config: configFlag,
    ...readingFlags,
    root: rootFlag,
    to: Flags.option({
      summary: 'the form to write',
      options: ['unit', 'manifest', 'extra-args', 'kubeadm'] as const,
      required: true,
    })(),
    program: Flags.string({
      summary: 'the binary that a unit starts (default: /usr/local/bin/<component>)',
      helpValue: 'PATH',
    }),
    out: Flags.string({ summary: 'write it into this file, which must not be there yet', helpValue: 'FILE' }),
  };

  protected override async execute(): Promise<Outcome<Results['convert']>> {
    const { flags, args } = await this.input(Convert);
    const { convert } = await import('../app/convert.js');
    const version = flags['kubernetes-version'];
    const converted = await convert({
      source: args.source,
      to: flags.to,
      config: flags.config,
      stdin: process.stdin,
      signal: this.signal,
      ...(flags.program === undefined ? {} : { program: flags.program }),
      ...(flags.out === undefined ? {} : { out: flags.out }),
      ...(flags.as === undefined ? {} : { as: flags.as }),
      ...(flags.component === undefined ? {} : { component: flags.component }),
      ...(flags.root === undefined ? {} : { root: flags.root }),
      ...(version === undefined ? {} : { kubernetesVersion: version }),
    });
    const { text, path, component } = converted;
    return { value: converted, text: text ?? `${component} written to ${path ?? ''}\n`, warnings: converted.problems };
  }
}
