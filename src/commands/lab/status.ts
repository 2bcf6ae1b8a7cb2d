import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { directoryFlag } from '../../cli/lab-flags.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { labStatusView } from '../../ui/views/lab.js';

export class LabStatus extends BaseCommand {
  static override summary = 'Show what of the lab is running.';
  static override description =
    'Lists the hosts or processes of a lab with their addresses, their process ids and how they are.';
  static override examples = [
    '<%= config.bin %> lab status',
    '<%= config.bin %> lab status --directory /tmp/lab --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input];

  static override flags = { directory: directoryFlag };

  protected override async execute(): Promise<Outcome<Results['lab:status']>> {
    const { flags } = await this.input(LabStatus);
    const { labStatus } = await import('../../app/lab-status.js');
    const status = await labStatus(flags.directory);
    return { value: status, text: () => labStatusView(status) };
  }
}
