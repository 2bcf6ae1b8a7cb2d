import type { LabDownResult } from '../../app/lab-down.js';
import type { LabIsUp } from '../../app/lab-up.js';
import type { ProcessesAreUp } from '../../app/lab-processes.js';
import type { LabStatus } from '../../app/lab-status.js';
import { table } from '../table.js';

/** What one does next with a lab of hosts. */
export function labUpView(up: LabIsUp): string {
  const news = up.started.length === 0 ? 'nothing to do: all hosts run already' : `started ${up.started.join(', ')}`;
  return [
    `${up.hosts.length} lab ${up.hosts.length === 1 ? 'host runs' : 'hosts run'} (${news})`,
    '',
    table(up.hosts, [
      { title: 'HOST', cell: (host) => host.name },
      { title: 'ADDRESS', cell: (host) => host.address },
    ]),
    `config       ${up.config}`,
    `known hosts  ${up.knownHosts}`,
    `key          ${up.identityFile} (users ops and root)`,
    '',
    'next:',
    `  hardway pki create --config ${up.config}`,
    `  hardway deploy --config ${up.config}`,
    `  hardway lab ssh node1 --directory ${up.directory}`,
    `  hardway lab down --directory ${up.directory}`,
    '',
  ].join('\n');
}

/** What one does next with a lab of processes. */
export function labProcessesView(up: ProcessesAreUp): string {
  const news = up.started.length === 0 ? 'nothing to do: all run already' : `started ${up.started.join(', ')}`;
  return [
    `a control plane runs at ${up.server} (${news})`,
    '',
    table(up.processes, [
      { title: 'COMPONENT', cell: (process) => process.component },
      { title: 'PID', cell: (process) => String(process.pid), align: 'right' },
      { title: 'LOG', cell: (process) => process.log },
    ]),
    `config      ${up.config}`,
    `kubeconfig  ${up.kubeconfig}`,
    '',
    'next:',
    `  kubectl --kubeconfig ${up.kubeconfig} get namespaces`,
    `  hardway lab down --directory ${up.directory}`,
    '',
  ].join('\n');
}

/** What was removed, and what was left because others made it. */
export function labDownView(down: LabDownResult): string {
  if (down.removed.length === 0 && down.elsewhere !== undefined) {
    return `there is no lab in ${down.directory}; the lab of this machine is in ${down.elsewhere}\n`;
  }
  if (down.removed.length === 0) return `nothing of a lab runs in ${down.directory}\n`;
  const left =
    down.left.length === 0 ? '' : `left in ${down.directory}, not made by the lab: ${down.left.join(', ')}\n`;
  return `removed ${down.removed.join(', ')}\n${left}`;
}

/** The hosts or the processes of a lab, one a line. */
export function labStatusView(status: LabStatus): string {
  if (status.kind === 'processes') {
    return table(status.processes, [
      { title: 'COMPONENT', cell: (process) => process.component },
      { title: 'STATE', cell: (process) => (process.pid === null ? 'off' : 'running') },
      { title: 'PID', cell: (process) => (process.pid === null ? '-' : String(process.pid)), align: 'right' },
    ]);
  }
  return table(status.hosts, [
    { title: 'HOST', cell: (host) => host.name },
    { title: 'ADDRESS', cell: (host) => host.address },
    { title: 'STATE', cell: (host) => host.state },
    { title: 'PID', cell: (host) => (host.pid === null ? '-' : String(host.pid)), align: 'right' },
  ]);
}
