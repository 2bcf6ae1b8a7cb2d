import type { Command } from '@oclif/core/command';
import { CommandHelp, Help } from '@oclif/core/help';
import { exitCodesView } from '../ui/views/exit-codes.js';

/** Texts are written in lines that fit the source; only an empty line ends a paragraph. */
function reflowed(text: string): string {
  return text
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replaceAll('\n', ' '))
    .join('\n\n');
}

/**
 * A few values stand in the place of the value. Many have a name for it and are told as words, so that lines end between
 * two of them and not within one.
 */
function withChoices(flag: Command.Flag.Any): Command.Flag.Any {
  if (flag.type !== 'option' || flag.options === undefined) return flag;
  const { helpValue, options, summary = '' } = flag;
  if (helpValue === undefined) return { ...flag, helpValue: options.join('|') };
  return { ...flag, summary: `${summary}\none of: ${options.join(', ')}` };
}

class HardwayCommandHelp extends CommandHelp {
  protected override sections() {
    const sections = super.sections();
    const codes = (this.command as { exitCodes?: readonly number[] }).exitCodes ?? [];
    return [...sections, { header: 'EXIT CODES', generate: () => exitCodesView(codes) }];
  }

  /** Without the summary, which stands above everything. */
  protected override description(): string | undefined {
    const { description } = this.command;
    return description === undefined ? undefined : this.wrap(reflowed(description));
  }

  /** oclif sets long lists two columns further in than it counts, and they would not fit the terminal. */
  override renderList(...[input, options]: Parameters<CommandHelp['renderList']>): string {
    return super.renderList(input, { ...options, indentation: options.indentation + 2 });
  }

  protected override flags(flags: Command.Flag.Any[]) {
    return super.flags(flags.map(withChoices));
  }
}

/** oclif's help with one more section: what each exit code of the command means. */
export class HardwayHelp extends Help {
  protected override CommandHelpClass: typeof CommandHelp = HardwayCommandHelp;

  protected override getCommandHelpClass(command: Command.Loadable): CommandHelp {
    return new this.CommandHelpClass(command, this.config, this.opts);
  }
}
