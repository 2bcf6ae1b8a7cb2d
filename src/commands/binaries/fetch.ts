import * as Flags from '@oclif/core/flags';
import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { configFlag } from '../../cli/flags.js';
import { writeTalk } from '../../cli/output.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { fetchedView } from '../../ui/views/binaries.js';

const versionFlag = (what: string) =>
  Flags.string({ summary: `version of ${what} (default: the one in the config)`, helpValue: 'X.Y.Z' });

export class BinariesFetch extends BaseCommand {
  static override summary = 'Bring etcd and Kubernetes binaries into the cache and verify them.';
  static override description =
    'Copies binaries from a folder, or builds them from the Go modules of the releases (about ten minutes the first time, needs Go). Every file is checked before it enters the cache: format, processor, program, version. What is there and sound is kept.';
  static override examples = [
    '<%= config.bin %> binaries fetch --from-source',
    '<%= config.bin %> binaries fetch --from kubernetes/server/bin --name kube-apiserver --name kubectl',
    '<%= config.bin %> binaries fetch --from-source --kubernetes-version 1.37.1 --etcd-version 3.6.16 --architecture arm64',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.stopped, ExitCode.interrupted];
  static override flags = {
    config: configFlag,
    from: Flags.directory({
      summary: 'copy from this folder: DIR/<architecture>/<name> or DIR/<name>',
      helpValue: 'DIR',
      exclusive: ['from-source'],
    }),
    'from-source': Flags.boolean({ summary: 'build from Go modules with the Go of this machine' }),
    'kubernetes-version': versionFlag('Kubernetes'),
    'etcd-version': versionFlag('etcd'),
    architecture: Flags.option({
      summary: 'processor of the hosts (default: that of this machine)',
      options: ['amd64', 'arm64'] as const,
    })(),
    name: Flags.string({
      summary: 'only this program (repeatable; default: all but kubeadm, kubelet and kube-proxy)',
      helpValue: 'PROGRAM',
      multiple: true,
      multipleNonGreedy: true,
    }),
  };

  protected override async execute(): Promise<Outcome<Results['binaries:fetch']>> {
    const { flags } = await this.input(BinariesFetch);
    const { binariesFetch } = await import('../../app/binaries-fetch.js');
    const fetched = await binariesFetch({
      config: flags.config,
      versions: { kubernetes: flags['kubernetes-version'], etcd: flags['etcd-version'] },
      from: flags.from === undefined ? (flags['from-source'] ? 'source' : 'nowhere') : { directory: flags.from },
      ...(flags.architecture === undefined ? {} : { architecture: flags.architecture }),
      ...(flags.name === undefined ? {} : { names: flags.name }),
      progress: (line) => {
        if (!this.json) writeTalk(`${line}\n`);
      },
      signal: this.signal,
    });
    return { value: fetched, text: () => fetchedView(fetched) };
  }
}
