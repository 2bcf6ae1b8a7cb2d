import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { configFlag, pkiFlag } from '../../cli/flags.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { pkiListView } from '../../ui/views/pki-list.js';

export class PkiList extends BaseCommand {
  static override summary = 'List the certificates of the store with the days they have left.';
  static override description =
    'Shows every certificate with subject, issuer, key, end and what is wrong with it. Names and addresses are in the JSON form.';
  static override examples = [
    '<%= config.bin %> pki list',
    '<%= config.bin %> pki list --pki /secure/prod --config clusters/prod.yaml',
    "<%= config.bin %> pki list --json | jq '.certificates[] | select(.daysLeft < 30)'",
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.material];
  static override flags = { config: configFlag, pki: pkiFlag };

  protected override async execute(): Promise<Outcome<Results['pki:list']>> {
    const { flags } = await this.input(PkiList);
    const [{ loadCluster }, { listPki }, { pkiFolder }, { systemClock }] = await Promise.all([
      import('../../app/load-cluster.js'),
      import('../../app/pki-list.js'),
      import('../../app/pki-folder.js'),
      import('../../kernel/clock.js'),
    ]);
    const { cluster, warnings } = await loadCluster(flags.config);
    const list = await listPki(pkiFolder(flags.config, flags.pki), cluster, systemClock);
    const problems = [...warnings, ...list.problems];
    return { value: { ...list, problems }, text: () => pkiListView(list), warnings: list.problems };
  }
}
