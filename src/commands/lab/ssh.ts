import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { directoryFlag } from '../../cli/lab-flags.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { fail } from '../../kernel/problem.js';

export class LabSsh extends BaseCommand {
  static override summary = 'Open a shell on a lab host, or run a command there.';
  static override description = `Uses the ssh of this machine with the key and the known_hosts of the lab. Words after --
are run as one command on the host; without them, a shell is opened. A command that fails makes exit code 5.`;
  static override examples = [
    '<%= config.bin %> lab ssh node1',
    '<%= config.bin %> lab ssh node2 --user root -- journalctl --unit kube-apiserver --lines 20',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.host];
  static override strict = false;

  static override args = {
    name: Args.string({ description: 'name of the host', required: true, ignoreStdin: true }),
  };
  static override flags = {
    directory: directoryFlag,
    user: Flags.option({ summary: 'log in as', options: ['ops', 'root'] as const, default: 'ops' as const })(),
  };

  protected override async execute(): Promise<Outcome<Results['lab:ssh']>> {
    const { flags, args, words } = await this.inputAndRest();
    const { labSsh } = await import('../../app/lab-ssh.js');
    if (this.json && words.length === 0) {
      fail('usage-invalid', { what: 'A shell cannot be opened with --json.', fix: 'Name a command after --.' });
    }
    const { directory, user } = flags;
    const ended = await labSsh({ directory, user, host: args.name, words, capture: this.json });
    if (ended.code === 255) {
      fail('lab-ssh-failed', {
        where: { host: ended.host },
        what: `ssh could not reach ${ended.host}.`,
        fix: 'hardway lab status tells whether the host runs.',
      });
    }
    const failed = words.length > 0 && ended.code !== 0;
    return { value: ended, text: '', exitCode: failed ? ExitCode.host : ExitCode.done };
  }

  /** The words after `--`, as they were given; words before it belong to nobody. */
  private async inputAndRest() {
    const { flags, args } = await this.input(LabSsh);
    const end = this.argv.indexOf('--');
    const words = end === -1 ? [] : this.argv.slice(end + 1);
    const { argv } = await this.parse(LabSsh);
    if (argv.length > 1 + words.length) {
      fail('usage-invalid', {
        what: 'There is more than the name of a host before --.',
        fix: 'hardway lab ssh NAME -- COMMAND',
      });
    }
    return { flags, args, words };
  }
}
