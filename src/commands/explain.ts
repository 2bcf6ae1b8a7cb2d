import * as Args from '@oclif/core/args';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { catalogueVersionFlag, knownComponentFlag } from '../cli/catalogue-flags.js';
import { withoutDashes } from '../cli/foreign-flag.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { explanationView } from '../ui/views/explanation.js';

/** What explain itself understands; every other word with dashes is the flag it is asked about. */
const ownFlags = ['--component', '--kubernetes-version', '--output', '--json', '--help', '-o', '-h'];

export class Explain extends BaseCommand {
  static override summary = 'Explain what a flag means, in which versions, and what has to fit it.';
  static override description = `Meaning, how the value is written, default and history by version, who else must agree
with the value, what kubeadm does, and what breaks when it is wrong. A value after = is checked: 4 when the component
would refuse it.`;
  static override examples = [
    '<%= config.bin %> explain --component kube-apiserver service-account-issuer',
    '<%= config.bin %> explain insecure-port --kubernetes-version 1.19',
    '<%= config.bin %> explain anonymous-auth=0 --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.findings];
  static override args = {
    flag: Args.string({
      name: 'FLAG',
      description: 'a flag, with or without dashes, perhaps with =value',
      required: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    component: knownComponentFlag(),
    'kubernetes-version': catalogueVersionFlag,
  };

  protected override async execute(): Promise<Outcome<Results['explain']>> {
    this.argv = withoutDashes(this.argv, ownFlags);
    const { flags, args } = await this.input(Explain);
    const { explain } = await import('../app/explain.js');
    const version = flags['kubernetes-version'];
    const { explanation, exitCode } = await explain({
      flag: args.flag,
      ...(flags.component === undefined ? {} : { component: flags.component }),
      ...(version === undefined ? {} : { version }),
    });
    return { value: explanation, text: () => explanationView(explanation), exitCode };
  }
}
