import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { configFlag } from '../cli/flags.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { validationView } from '../ui/views/validation.js';

export class Validate extends BaseCommand {
  static override summary = 'Check the config: every problem at once, with its place.';
  static override description =
    'Reads the config and checks all of it: structure, names, addresses, ranges, versions, flags of every component. Nothing is contacted and nothing is written.';
  static override examples = [
    '<%= config.bin %> validate',
    '<%= config.bin %> validate --config clusters/prod.yaml',
    '<%= config.bin %> validate --config clusters/prod.yaml --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input];
  static override flags = { config: configFlag };

  protected override async execute(): Promise<Outcome<Results['validate']>> {
    const { flags } = await this.input(Validate);
    const { validate } = await import('../app/validate.js');
    const validation = await validate(flags.config);
    return { value: validation, text: () => validationView(validation), warnings: validation.problems };
  }
}
