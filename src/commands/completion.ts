import * as Args from '@oclif/core/args';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { completionScript, completionShells, type CompletableCommand } from '../cli/completion.js';
import { ExitCode } from '../kernel/exit-codes.js';

export class Completion extends BaseCommand {
  static override summary = 'Print the completion script of a shell.';
  static override description =
    'Source the output from the start-up file of the shell to complete commands, flags and their values.';
  static override examples = [
    'source <(<%= config.bin %> completion bash)',
    'source <(<%= config.bin %> completion zsh)',
    '<%= config.bin %> completion fish | source',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage];
  static override args = {
    shell: Args.string({ description: 'the shell', options: [...completionShells], required: true, ignoreStdin: true }),
  };

  protected async execute(): Promise<Outcome<Results['completion']>> {
    const { args } = await this.input(Completion);
    const shell = completionShells.find((name) => name === args.shell) ?? 'bash';
    const script = completionScript(shell, this.config.bin, this.commands());
    return { value: { shell, script }, text: script };
  }

  private commands(): readonly CompletableCommand[] {
    return this.config.commands
      .filter((command) => !command.hidden)
      .map((command) => ({
        path: command.id.replaceAll(':', ' '),
        summary: command.summary ?? '',
        flags: Object.values(command.flags)
          .filter((flag) => !flag.hidden)
          .map((flag) => ({
            name: flag.name,
            ...(flag.char === undefined ? {} : { char: flag.char }),
            ...(flag.type === 'option' && flag.options !== undefined ? { options: flag.options } : {}),
            summary: flag.summary ?? '',
          })),
      }))
      .sort((a, b) => a.path.localeCompare(b.path));
  }
}
