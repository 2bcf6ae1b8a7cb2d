import * as Flags from '@oclif/core/flags';
import { askText, canAsk } from '../cli/ask.js';
import type { Results } from '../app/results.js';
import { BaseCommand, type Outcome } from '../cli/base-command.js';
import { ExitCode } from '../kernel/exit-codes.js';
import { initializedView } from '../ui/views/validation.js';

const repeatable = { multiple: true, multipleNonGreedy: true } as const;

export class Init extends BaseCommand {
  static override summary = 'Write a commented config for a new cluster.';
  static override description =
    'Writes cluster.yaml with every choice shown. What is not given as a flag is asked for on a terminal; without one, what is missing is named. The config is checked before it is written, and an existing file is never overwritten.';
  static override examples = [
    '<%= config.bin %> init',
    '<%= config.bin %> init --name demo --master node1=198.51.100.11',
    '<%= config.bin %> init --name demo --master node1=198.51.100.11 --master node2=198.51.100.12 --master node3=198.51.100.13 --endpoint 198.51.100.10:6443 --ssh-user ops',
    '<%= config.bin %> init --name demo --from machines.txt --layout kthw-crt --out clusters/demo.yaml',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.interrupted];
  static override flags = {
    name: Flags.string({ summary: 'name of the cluster', helpValue: 'NAME' }),
    master: Flags.string({
      summary: 'a master, with an etcd member unless --etcd is given (repeatable)',
      helpValue: 'NAME=ADDRESS',
      ...repeatable,
    }),
    etcd: Flags.string({
      summary: 'a host for an etcd member of its own (repeatable)',
      helpValue: 'NAME=ADDRESS',
      ...repeatable,
    }),
    from: Flags.string({
      summary: 'take the masters from a machines file: IP FQDN HOST; lines with a pod subnet are workers and left out',
      helpValue: 'FILE',
    }),
    endpoint: Flags.string({ summary: 'load balancer or virtual IP in front of the masters', helpValue: 'HOST:PORT' }),
    'kubernetes-version': Flags.string({ summary: 'release of Kubernetes', helpValue: 'VERSION' }),
    'etcd-version': Flags.string({ summary: 'release of etcd', helpValue: 'VERSION' }),
    layout: Flags.option({
      summary: 'names and paths of files on the hosts',
      options: ['kubeadm', 'kthw-crt', 'kthw'] as const,
      default: 'kubeadm' as const,
    })(),
    target: Flags.option({
      summary: 'what runs the components',
      options: ['systemd', 'static-pod'] as const,
      default: 'systemd' as const,
    })(),
    'ssh-user': Flags.string({ summary: 'user to log in as', helpValue: 'USER' }),
    out: Flags.string({ summary: 'the file to write', helpValue: 'FILE', default: 'cluster.yaml' }),
  };

  protected override async execute(): Promise<Outcome<Results['init']>> {
    const { flags } = await this.input(Init);
    const { init } = await import('../app/init.js');
    const request = {
      out: flags.out,
      masters: flags.master ?? [],
      etcdHosts: flags.etcd ?? [],
      layout: flags.layout,
      target: flags.target,
      ...(flags.name === undefined ? {} : { name: flags.name }),
      ...(flags.from === undefined ? {} : { from: flags.from }),
      ...(flags.endpoint === undefined ? {} : { endpoint: flags.endpoint }),
      ...(flags['kubernetes-version'] === undefined ? {} : { kubernetes: flags['kubernetes-version'] }),
      ...(flags['etcd-version'] === undefined ? {} : { etcd: flags['etcd-version'] }),
      ...(flags['ssh-user'] === undefined ? {} : { sshUser: flags['ssh-user'] }),
    };
    const written = await init(request, canAsk() && !this.json ? askText : null);
    return { value: written, text: () => initializedView(written), warnings: written.problems };
  }
}
