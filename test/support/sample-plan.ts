import { desiredCluster } from '../../src/app/plan-desired.js';
import type { LocatedBinary } from '../../src/binaries/locate.js';
import type { Cluster } from '../../src/cluster/cluster.js';
import type { Component } from '../../src/kernel/component.js';
import { sha256 } from '../../src/kernel/digest.js';
import { Secret } from '../../src/kernel/secret.js';
import type { PkiBundle } from '../../src/pki/pki-bundle.js';
import type { Desired, DesiredHost } from '../../src/plan/desired.js';
import { contentDigest } from '../../src/plan/file-changes.js';
import type { HostObservation, Observation, ObservedFile, ObservedUnit } from '../../src/plan/observation.js';
import { renderCluster } from '../../src/render/render-cluster.js';
import { sampleBundle } from './sample-bundle.js';

/** Binaries that only have names, versions and digests. */
export function sampleBinaries(cluster: Cluster): readonly LocatedBinary[] {
  const names = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'];
  return names.map((name) => ({
    name,
    project: name === 'etcd' ? 'etcd' : 'kubernetes',
    version: name === 'etcd' ? cluster.etcd.version : cluster.kubernetes.version,
    architecture: 'amd64',
    path: `/cache/${name}`,
    sha256: sha256(`binary ${name}`),
    bytes: 1000,
    origin: 'source',
  }));
}

/** What a cluster is to look like, rendered for real from a bundle of text that only looks like keys. */
export async function sampleDesired(cluster: Cluster, bundle: PkiBundle = sampleBundle(cluster)): Promise<Desired> {
  const binaries = sampleBinaries(cluster);
  const files = await renderCluster(cluster, bundle);
  return desiredCluster({ cluster, bundle, files, binariesFor: () => binaries });
}

/** A host on which nothing of ours has ever been. */
export function freshHost(host: string): HostObservation {
  return {
    host,
    machine: 'x86_64',
    systemd: 252,
    missingTools: [],
    clockSkew: 0,
    files: new Map(),
    directories: new Map([['/etc', { mode: 0o755, owner: 'root:root' }]]),
    users: new Set(['root']),
    units: new Map(),
    binaries: new Map(),
    links: new Map(),
    listeners: [],
    manifests: [],
    etcdData: false,
    marker: null,
    freeBytes: 100_000_000_000,
  };
}

/** The instant at which the processes of a converged host were started. */
export const startedAt = 1000;

function convergedUnit(desired: Desired, host: DesiredHost, component: Component, pid: number): ObservedUnit {
  const binary = host.binaries.find((candidate) => candidate.component === component);
  return {
    load: 'loaded',
    state: 'active',
    enabled: true,
    needsReload: false,
    fragmentPath: `${desired.unitDirectory}/${component}.service`,
    dropIns: [],
    startedAt,
    pid,
    ...(binary === undefined ? {} : { executable: binary.path }),
  };
}

/** A host that is exactly as it should be. */
export function convergedHost(desired: Desired, host: DesiredHost): HostObservation {
  const files = host.files.map(({ path, mode, owner, content }): [string, ObservedFile] => [
    path,
    {
      regular: true,
      sha256: contentDigest(content),
      mode,
      owner,
      changedAt: startedAt - 10,
      ...(content instanceof Secret ? {} : { text: content }),
    },
  ]);
  return {
    ...freshHost(host.name),
    files: new Map(files),
    directories: new Map(host.directories.map(({ path, mode, owner }) => [path, { mode, owner }])),
    users: new Set(['root', 'etcd']),
    units: new Map(host.components.map((name, i) => [name, convergedUnit(desired, host, name, 100 + i)])),
    binaries: new Map(host.binaries.map(({ path, sha256: digest, bytes }) => [path, { sha256: digest, bytes }])),
    links: new Map(host.binaries.map(({ link, path }) => [link, path])),
    listeners: host.components.map((name, i) => ({
      port: host.ports.find(({ component }) => component === name)?.port ?? 0,
      process: name,
      pid: 100 + i,
    })),
    etcdData: host.components.includes('etcd'),
    marker: { cluster: desired.cluster, authorities: desired.marker.authorities },
  };
}

/** What was found when all hosts are fresh. */
export function freshObservation(desired: Desired): Observation {
  const hosts = new Map(desired.hosts.map(({ name }) => [name, freshHost(name)]));
  return { hosts, etcdMembers: null, bindings: null };
}

/** What was found when everything is as it should be, but for what `change` makes of the host that is named. */
export function convergedObservation(
  desired: Desired,
  change: Readonly<Record<string, (host: HostObservation) => HostObservation>> = {},
): Observation {
  const hosts = desired.hosts.map((host): [string, HostObservation] => {
    const converged = convergedHost(desired, host);
    return [host.name, change[host.name]?.(converged) ?? converged];
  });
  return {
    hosts: new Map(hosts),
    etcdMembers: desired.hosts.flatMap(({ peerUrl }) => (peerUrl === undefined ? [] : [peerUrl])),
    bindings: desired.bindings,
  };
}
