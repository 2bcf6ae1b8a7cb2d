import type { LabHost } from './network.js';

/** Versions that a lab's config asks for. */
export interface LabVersions {
  readonly kubernetes: string;
  readonly etcd: string;
}

function hostLines(host: LabHost): readonly string[] {
  return [
    `    - name: ${host.name}`,
    `      address: ${host.address}`,
    '      roles: [etcd, control-plane]',
    '      ssh: { user: ops, identityFile: id_ed25519, knownHostsFile: known_hosts }',
  ];
}

/** An even number of etcd members survives no more failures than one less, so the last host of an even lab has none. */
function withRoles(hosts: readonly LabHost[]): readonly string[] {
  return hosts.flatMap((host, i) => {
    const lines = hostLines(host);
    const masterOnly = hosts.length % 2 === 0 && hosts.length > 1 && i === hosts.length - 1;
    return masterOnly ? lines.map((line) => line.replace('[etcd, control-plane]', '[control-plane]')) : lines;
  });
}

function clusterConfig(comment: string, versions: LabVersions, hosts: readonly string[]): string {
  return [
    comment,
    'apiVersion: hardway/v1',
    'kind: Cluster',
    'metadata: { name: lab }',
    'spec:',
    `  kubernetes: { version: ${versions.kubernetes} }`,
    `  etcd: { version: ${versions.etcd} }`,
    '  network: { pods: 10.200.0.0/16, services: 10.32.0.0/24 }',
    '  hosts:',
    ...hosts,
    '',
  ].join('\n');
}

/** The config of a cluster on lab hosts: what `validate`, `pki create`, `plan` and `deploy` take as it is. */
export function labClusterConfig(hosts: readonly LabHost[], versions: LabVersions): string {
  return clusterConfig(
    '# Made by `hardway lab up` for throw-away hosts. Change it as you like; `lab down` removes it.',
    versions,
    withRoles(hosts),
  );
}

/** The config of a cluster whose only master is this machine, on a loopback address, without SSH. */
export function processesClusterConfig(address: string, versions: LabVersions): string {
  return clusterConfig(
    '# Made by `hardway lab up --processes` for plain processes on loopback; `lab down` removes it.',
    versions,
    ['    - name: node1', `      address: ${address}`, '      roles: [etcd, control-plane]', '      connection: local'],
  );
}
