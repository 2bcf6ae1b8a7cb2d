import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { directoryFlag } from '../../cli/lab-flags.js';
import { writeTalk } from '../../cli/output.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { labDownView } from '../../ui/views/lab.js';

export class LabDown extends BaseCommand {
  static override summary = 'Remove the lab and everything it made.';
  static override description = `Shuts the hosts or processes of a lab down and removes their folders, mounts and network
links. Files in the folder that the lab did not make are left and named. Works also after a crash half-way.`;
  static override examples = ['<%= config.bin %> lab down', '<%= config.bin %> lab down --directory /tmp/lab'];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.host, ExitCode.stopped];

  static override flags = { directory: directoryFlag };

  protected override async execute(): Promise<Outcome<Results['lab:down']>> {
    const { flags } = await this.input(LabDown);
    const { labDown } = await import('../../app/lab-down.js');
    const progress = (line: string) => {
      if (!this.json) writeTalk(`${line}\n`);
    };
    const down = await labDown({ directory: flags.directory, progress, signal: this.signal });
    return { value: down, text: () => labDownView(down) };
  }
}
