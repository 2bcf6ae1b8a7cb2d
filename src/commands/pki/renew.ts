import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { issuingCodes } from '../../cli/command-exit-codes.js';
import { configFlag, pkiFlag } from '../../cli/flags.js';
import { fail } from '../../kernel/problem.js';
import { pkiRenewedView } from '../../ui/views/pki-renewed.js';

export class PkiRenew extends BaseCommand {
  static override summary = 'Issue leaves anew, with new keys.';
  static override description =
    'NAME is an id as `pki list` shows it (node1/apiserver, admin), or the name of a leaf for all hosts (apiserver). The store changes, the hosts do not: `plan` and `deploy` carry the new files there. The old pair is not kept. Authorities cannot be renewed this way.';
  static override examples = [
    '<%= config.bin %> pki renew node1/apiserver',
    '<%= config.bin %> pki renew apiserver etcd-server etcd-peer',
    '<%= config.bin %> pki renew --all --keep-key',
  ];
  static override exitCodes = issuingCodes;
  static override args = {
    name: Args.string({ description: 'id or name of a leaf', multiple: true, ignoreStdin: true }),
  };
  static override flags = {
    config: configFlag,
    pki: pkiFlag,
    all: Flags.boolean({ summary: 'every leaf of the cluster', default: false }),
    'keep-key': Flags.boolean({
      summary: 'certify the keys that are there instead of making new ones',
      default: false,
    }),
  };

  protected override async execute(): Promise<Outcome<Results['pki:renew']>> {
    const { flags, args } = await this.input(PkiRenew);
    const names = args.name ?? [];
    if (flags.all === names.length > 0) {
      fail('usage-invalid', {
        what: 'name the leaves to renew, or give --all for every one',
        fix: 'hardway pki renew NAME…; names are in: hardway pki list',
      });
    }
    const [{ loadCluster }, { renewPki }, { pkiFolder }, { interruptibleSources }] = await Promise.all([
      import('../../app/load-cluster.js'),
      import('../../app/pki-renew.js'),
      import('../../app/pki-folder.js'),
      import('../../app/interruptible-sources.js'),
    ]);
    const { cluster, warnings } = await loadCluster(flags.config);
    const options = { names, all: flags.all, keepKey: flags['keep-key'] };
    const result = await renewPki(
      pkiFolder(flags.config, flags.pki),
      cluster,
      options,
      interruptibleSources(this.signal),
    );
    const problems = [...warnings, ...result.problems];
    return { value: { ...result, problems }, text: () => pkiRenewedView(result), warnings: result.problems };
  }
}
