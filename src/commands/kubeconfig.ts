import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { configFlag, pkiFlag } from '../cli/flags.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { fail } from '../kernel/problem.js';
import { kubeconfigView } from '../ui/views/kubeconfig.js';

export class Kubeconfig extends BaseCommand {
  static override summary = 'Write a kubeconfig for an administrator, a component or a user.';
  static override description =
    'NAME is admin, super-admin (break glass), HOST/scheduler or HOST/controller-manager. With --user, a user is certified with a new key that is kept nowhere else. The file holds the key: it is written with mode 0600, by default into the store. Without an endpoint it has one context for each master.';
  static override examples = [
    '<%= config.bin %> kubeconfig admin',
    '<%= config.bin %> kubeconfig admin --server https://127.0.0.1:6443 --out admin.conf',
    '<%= config.bin %> kubeconfig --user jane --group developers --days 30 --out jane.kubeconfig',
    'kubectl --kubeconfig <(<%= config.bin %> kubeconfig admin --out -) get nodes',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.material];
  static override args = {
    name: Args.string({ description: 'whose certificate of the store to use', ignoreStdin: true }),
  };
  static override flags = {
    config: configFlag,
    pki: pkiFlag,
    user: Flags.string({ summary: 'certify this user (the common name)', helpValue: 'NAME' }),
    group: Flags.string({
      summary: 'a group of the user (repeatable)',
      helpValue: 'NAME',
      multiple: true,
      multipleNonGreedy: true,
      dependsOn: ['user'],
    }),
    days: Flags.integer({
      summary: 'lifetime of the certificate of the user',
      helpValue: 'DAYS',
      min: 1,
      max: 36500,
      dependsOn: ['user'],
    }),
    server: Flags.string({ summary: 'reach the cluster there', helpValue: 'URL' }),
    out: Flags.string({ summary: 'the file to write, or - for stdout', helpValue: 'FILE' }),
  };

  protected override async execute(): Promise<Outcome<Results['kubeconfig']>> {
    const { flags, args } = await this.input(Kubeconfig);
    if ((args.name === undefined) === (flags.user === undefined)) {
      fail('usage-invalid', {
        what: 'say for whom: a NAME or --user',
        expected: 'admin, super-admin, HOST/scheduler, …',
        fix: 'hardway kubeconfig admin, or hardway kubeconfig --user jane --group developers',
      });
    }
    if (flags.out === '-' && this.json) {
      fail('usage-invalid', { what: 'a key does not belong into a JSON document', fix: 'name a file with --out' });
    }
    const [{ loadCluster }, { makeKubeconfig }, { pkiFolder }] = await Promise.all([
      import('../app/load-cluster.js'),
      import('../app/kubeconfig.js'),
      import('../app/pki-folder.js'),
    ]);
    const { cluster, warnings } = await loadCluster(flags.config);
    const { user, group = [], days, server, out } = flags;
    const who =
      user === undefined
        ? { leaf: args.name ?? '' }
        : { user: { commonName: user, groups: group, ...(days === undefined ? {} : { days }) } };
    const options = { who, ...(server === undefined ? {} : { server }), ...(out === undefined ? {} : { out }) };
    const { made, text } = await makeKubeconfig(pkiFolder(flags.config, flags.pki), cluster, options);
    const problems = [...warnings, ...made.problems];
    return {
      value: { ...made, problems },
      text: () => text?.reveal().toString('utf8') ?? kubeconfigView(made),
      warnings: made.problems,
    };
  }
}
