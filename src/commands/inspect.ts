import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import type { inspectEach } from '../app/inspect.js';
import type { Results } from '../app/results.js';
import { BaseCommand } from '../cli/base-command.js';
import { configFlag, hostFlag } from '../cli/flags.js';
import { kubeconfigFlags, kubeconfigSource } from '../cli/kubeconfig-flags.js';
import type { PartsOutcome } from '../cli/parts.js';
import { readingFlags, rootFlag } from '../cli/reading-flags.js';
import { systemClock } from '../kernel/clock.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { inspectionView } from '../ui/views/inspection.js';
import { masterMatrixView } from '../ui/views/master-matrix.js';

type InspectedParts = PartsOutcome<Results['inspect'], 'components'>['parts'];

export class Inspect extends BaseCommand {
  static override summary =
    'Show the flags that etcd and the control plane really run with, and where each comes from.';
  static override description = `Reads static-pod manifests (also a fragment), systemd units with their drop-ins, process
lists, start-up logs, scripts, containers, configs of distributions and whole guides, from files, standard input or
hosts; what kind a text is of is found out, --as says it. On a host it compares what the files say with what the processes
run with, whoever set it up. With a kubeconfig it needs no host: it reads the pods of all masters and what the apiserver
says of itself. Several masters are compared. Read-only. What the source does not say is shown as unknown, never guessed.`;
  static override examples = [
    '<%= config.bin %> inspect /etc/kubernetes/manifests/kube-apiserver.yaml',
    'ps -ef | <%= config.bin %> inspect -',
    '<%= config.bin %> inspect ssh://ops@198.51.100.11 --component kube-apiserver',
    '<%= config.bin %> inspect --all --effective --json',
    '<%= config.bin %> inspect --kubeconfig ~/.kube/config --context production',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.host];
  static override args = {
    source: Args.string({
      name: 'SOURCE',
      description: 'a path, - for standard input, or ssh://user@host[:port]; any number of them',
      multiple: true,
      ignoreStdin: true,
    }),
  };
  static override flags = {
    config: configFlag,
    host: hostFlag,
    all: Flags.boolean({ summary: 'all hosts of the config', exclusive: ['host'] }),
    ...readingFlags,
    ...kubeconfigFlags,
    root: rootFlag,
    effective: Flags.boolean({ summary: 'also the flags that are not set, with the defaults of the version' }),
  };

  protected override async execute(): Promise<PartsOutcome<Results['inspect'], 'components'>> {
    const { flags, args } = await this.input(Inspect);
    const { inspectEach } = await import('../app/inspect.js');
    const version = flags['kubernetes-version'];
    const each = inspectEach({
      sources: args.source ?? [],
      hosts: flags.all ? 'all' : (flags.host ?? []),
      config: flags.config,
      stdin: process.stdin,
      effective: flags.effective,
      signal: this.signal,
      ...kubeconfigSource(flags),
      ...(flags.as === undefined ? {} : { as: flags.as }),
      ...(flags.component === undefined ? {} : { component: flags.component }),
      ...(version === undefined ? {} : { kubernetesVersion: version }),
      ...(flags.root === undefined ? {} : { root: flags.root }),
    });
    return { list: 'components', parts: shown(each) };
  }
}

async function* shown(each: ReturnType<typeof inspectEach>): InspectedParts {
  for (let next = await each.next(); ; next = await each.next()) {
    if (next.done === true) {
      const { matrix, exitCode } = next.value;
      return { value: { ...(matrix && { matrix }) }, text: () => masterMatrixView(matrix ?? []), exitCode };
    }
    const { components, problems } = next.value;
    yield { elements: components, text: () => inspectionView({ components }, systemClock.now()), warnings: problems };
  }
}
