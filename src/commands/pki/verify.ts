import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { configFlag, pkiFlag } from '../../cli/flags.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { pkiVerifiedView } from '../../ui/views/pki-verified.js';

export class PkiVerify extends BaseCommand {
  static override summary = 'Judge everything in the store against the config and the clock.';
  static override description =
    'Checks chains, signatures, keys, names and addresses, usages, dates, strength, file modes, and that the authorities are apart. Explains each problem and how to mend it. Ends with 6 when something cannot be used; warnings alone end with 0.';
  static override examples = [
    '<%= config.bin %> pki verify',
    '<%= config.bin %> pki verify --pki /secure/prod --config clusters/prod.yaml',
    '<%= config.bin %> pki verify --json',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.material];
  static override flags = { config: configFlag, pki: pkiFlag };

  protected override async execute(): Promise<Outcome<Results['pki:verify']>> {
    const { flags } = await this.input(PkiVerify);
    const [{ loadCluster }, { verifyPki }, { pkiFolder }, { systemClock }] = await Promise.all([
      import('../../app/load-cluster.js'),
      import('../../app/pki-verify.js'),
      import('../../app/pki-folder.js'),
      import('../../kernel/clock.js'),
    ]);
    const { cluster, warnings } = await loadCluster(flags.config);
    const verified = await verifyPki(pkiFolder(flags.config, flags.pki), cluster, systemClock);
    return {
      value: { ...verified, problems: [...warnings, ...verified.problems] },
      text: () => pkiVerifiedView(verified),
      exitCode: verified.sound ? ExitCode.done : ExitCode.material,
    };
  }
}
