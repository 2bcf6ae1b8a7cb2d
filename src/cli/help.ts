import type { Command } from '@oclif/core/command';
import { CommandHelp, Help } from '@oclif/core/help';
import { exitCodesView } from '../ui/views/exit-codes.js';

class HardwayCommandHelp extends CommandHelp {
  protected override sections() {
    const sections = super.sections();
    const codes = (this.command as { exitCodes?: readonly number[] }).exitCodes ?? [];
    return [...sections, { header: 'EXIT CODES', generate: () => exitCodesView(codes) }];
  }
}

/** oclif's help with one more section: what each exit code of the command means. */
export class HardwayHelp extends Help {
  protected override CommandHelpClass: typeof CommandHelp = HardwayCommandHelp;

  protected override getCommandHelpClass(command: Command.Loadable): CommandHelp {
    return new this.CommandHelpClass(command, this.config, this.opts);
  }
}
