import * as Flags from '@oclif/core/flags';
import type { Results } from '../../app/results.js';
import { BaseCommand, type Outcome } from '../../cli/base-command.js';
import { directoryFlag } from '../../cli/lab-flags.js';
import { writeTalk } from '../../cli/output.js';
import { ExitCode } from '../../kernel/exit-codes.js';
import { labProcessesView, labUpView } from '../../ui/views/lab.js';

export class LabUp extends BaseCommand {
  static override summary = 'Start throw-away hosts on this machine.';
  static override description = `Boots small Debian hosts with systemd and SSH in containers of this machine, each with
an address of its own, and writes a cluster.yaml, a known_hosts and a key that fit them. Needs Linux and root. The
first run makes the base image (about a minute). Run again, it starts what is off and adds what is missing.
With --processes it runs the rendered etcd and control plane on this machine itself, which needs no root.`;
  static override examples = [
    '<%= config.bin %> lab up --hosts 3',
    '<%= config.bin %> lab up --processes --directory /tmp/control-plane',
    '<%= config.bin %> lab up --hosts 1 --directory /tmp/lab --kubernetes-version 1.36.3',
  ];
  static override exitCodes = [ExitCode.done, ExitCode.usage, ExitCode.input, ExitCode.host, ExitCode.stopped];

  static override flags = {
    directory: directoryFlag,
    hosts: Flags.integer({ summary: 'how many hosts there are to be (default: 3)', min: 1, max: 20 }),
    processes: Flags.boolean({
      summary: 'no hosts: run etcd and the control plane as plain processes on loopback, without root',
      exclusive: ['hosts'],
    }),
    binaries: Flags.directory({
      summary: 'a folder of binaries that goes before the cache',
      helpValue: 'DIR',
      dependsOn: ['processes'],
    }),
    'kubernetes-version': Flags.string({ summary: 'Kubernetes version in the config', helpValue: 'X.Y.Z' }),
    'etcd-version': Flags.string({ summary: 'etcd version in the config', helpValue: 'X.Y.Z' }),
  };

  protected override async execute(): Promise<Outcome<Results['lab:up']>> {
    const { flags } = await this.input(LabUp);
    const { labVersions } = await import('../../app/lab-versions.js');
    const request = {
      directory: flags.directory,
      versions: {
        kubernetes: flags['kubernetes-version'] ?? labVersions.kubernetes,
        etcd: flags['etcd-version'] ?? labVersions.etcd,
      },
      progress: (line: string) => {
        if (!this.json) writeTalk(`${line}\n`);
      },
      signal: this.signal,
    };
    if (flags.processes) {
      const { labProcesses } = await import('../../app/lab-processes.js');
      const up = await labProcesses({
        ...request,
        ...(flags.binaries === undefined ? {} : { binaries: flags.binaries }),
      });
      return { value: up, text: () => labProcessesView(up), warnings: up.problems };
    }
    const { labUp } = await import('../../app/lab-up.js');
    const up = await labUp({ ...request, hosts: flags.hosts ?? 3 });
    return { value: up, text: () => labUpView(up), warnings: up.problems };
  }
}
