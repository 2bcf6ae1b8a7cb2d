import * as Flags from '@oclif/core/flags';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { configFlag, hostFlag, pkiFlag } from '../cli/flags.js';
import { systemClock } from '../kernel/clock.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { renderView, saidByValidate } from '../ui/views/render.js';

export class Render extends BaseCommand {
  static override summary = 'Write the files of the cluster into a folder, laid out per host.';
  static override description =
    'Renders units or static-pod manifests, configs, certificates and keys of every host to <out>/<host>/<path on the host>. The folder holds private keys. Hosts are not contacted. With --diff nothing is written: it shows what would change in the folder.';
  static override examples = [
    '<%= config.bin %> render',
    '<%= config.bin %> render --target static-pod --out manifests',
    '<%= config.bin %> render --host node1 --diff',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.findings, ExitCode.material];
  static override flags = {
    config: configFlag,
    pki: pkiFlag,
    out: Flags.string({
      summary: 'the folder to render into (default: rendered/ beside the config)',
      helpValue: 'DIR',
      env: 'HARDWAY_OUT',
    }),
    target: Flags.option({
      summary: 'what runs the components, in place of the target in the config',
      options: ['systemd', 'static-pod'] as const,
      env: 'HARDWAY_TARGET',
    })(),
    host: hostFlag,
    diff: Flags.boolean({ summary: 'show what would change in the folder, and exit with 4 when something would' }),
  };

  protected override async execute(): Promise<Outcome<Results['render']>> {
    const { flags } = await this.input(Render);
    const { render } = await import('../app/render.js');
    const result = await render({
      config: flags.config,
      ...(flags.pki === undefined ? {} : { pki: flags.pki }),
      ...(flags.out === undefined ? {} : { out: flags.out }),
      ...(flags.host === undefined ? {} : { hosts: flags.host }),
      ...(flags.target === undefined ? {} : { target: flags.target }),
      diff: flags.diff,
      clock: systemClock,
    });
    return {
      value: result,
      text: () => renderView(result),
      warnings: result.problems.filter((one) => !saidByValidate(one)),
      exitCode: flags.diff && result.changes.length > 0 ? ExitCode.findings : ExitCode.done,
    };
  }
}
