import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { issuingCodes } from '../../cli/command-exit-codes.js';
import { configFlag, pkiFlag } from '../../cli/flags.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { isError } from '../../kernel/problem.js';
import { pkiCreatedView } from '../../ui/views/pki-created.js';

export class PkiCreate extends BaseCommand {
  static override summary = 'Make the authorities, certificates and keys that the cluster lacks.';
  static override description =
    'Reads the config and the store, keeps what is sound, makes what is missing, and says so for each item. Keys are never overwritten, and an authority is never made anew while certificates that it has signed are there. Either everything is made or nothing.';
  static override examples = [
    '<%= config.bin %> pki create',
    '<%= config.bin %> pki create --config clusters/prod.yaml --pki /secure/prod',
    '<%= config.bin %> pki create --json',
  ];
  static override exitCodes = issuingCodes;
  static override flags = { config: configFlag, pki: pkiFlag };

  protected override async execute(): Promise<Outcome<Results['pki:create']>> {
    const { flags } = await this.input(PkiCreate);
    const [{ loadCluster }, { createPki }, { pkiFolder }, { interruptibleSources }] = await Promise.all([
      import('../../app/load-cluster.js'),
      import('../../app/pki-create.js'),
      import('../../app/pki-folder.js'),
      import('../../app/interruptible-sources.js'),
    ]);
    const { cluster, warnings } = await loadCluster(flags.config);
    const created = await createPki(pkiFolder(flags.config, flags.pki), cluster, interruptibleSources(this.signal));
    const problems = [...warnings, ...created.problems];
    return {
      value: { ...created, problems },
      text: () => pkiCreatedView(created),
      warnings: created.problems,
      exitCode: problems.some(isError) ? ExitCode.material : ExitCode.done,
    };
  }
}
