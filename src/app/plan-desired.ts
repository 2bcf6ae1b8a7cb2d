import type { LocatedBinary } from '../binaries/locate.js';
import { type Cluster, componentsOf, type Host, masters } from '../cluster/cluster.js';
import { type HostPaths, hostPaths } from '../cluster/layout.js';
import type { Component } from '../kernel/component.js';
import { sha256 } from '../kernel/digest.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import type { Desired, DesiredBinary, DesiredHost } from '../plan/desired.js';
import { directoriesFor } from '../plan/directories.js';
import { contentDigest } from '../plan/file-changes.js';
import { peerUrl } from '../render/flags/etcd.js';
import { controllerManagerPort, etcdPorts, schedulerPort } from '../render/ports.js';
import type { RenderedFile } from '../render/rendered-file.js';
import { bindingNames } from './plan-bindings.js';

/** Certificates are issued to begin five minutes ago; a clock further behind finds them not yet valid. */
const backdating = 300;

/** What has been checked on this machine, before any host is asked. */
export interface DesiredInput {
  readonly cluster: Cluster;
  readonly bundle: PkiBundle;
  readonly files: readonly RenderedFile[];
  /** The binaries for the processor of a host. */
  readonly binariesFor: (host: string) => readonly LocatedBinary[];
  /** Put before every path; empty on real hosts. */
  readonly root?: string;
}

/** One digest for the three authorities of a cluster: a host that was given others belongs to another cluster. */
export function authoritiesDigest(bundle: PkiBundle): string {
  const names = ['kubernetes-ca', 'front-proxy-ca', 'etcd-ca'];
  return sha256(names.map((name) => bundle.certificates.get(name)?.certificate ?? '').join('\n'));
}

function markerFile(host: string, path: string, cluster: string, authorities: string): RenderedFile {
  return {
    host,
    path,
    mode: 0o644,
    owner: 'root:root',
    content: `${JSON.stringify({ cluster, authorities }, null, 2)}\n`,
    usedBy: [],
    onChange: 'none',
    about: 'marks the host as part of this cluster',
  };
}

function portsOf(cluster: Cluster, components: readonly Component[]): DesiredHost['ports'] {
  const ports: Readonly<Record<Component, readonly number[]>> = {
    etcd: Object.values(etcdPorts),
    'kube-apiserver': [cluster.controlPlane.port],
    'kube-controller-manager': [controllerManagerPort],
    'kube-scheduler': [schedulerPort],
  };
  return components.flatMap((component) => ports[component].map((port) => ({ port, component })));
}

function binariesOf(
  cluster: Cluster,
  components: readonly Component[],
  paths: HostPaths,
  located: readonly LocatedBinary[],
): DesiredBinary[] {
  return components.map((component) => {
    const version = component === 'etcd' ? cluster.etcd.version : cluster.kubernetes.version;
    const binary = located.find(({ name }) => name === component);
    if (binary === undefined) throw new RangeError(`no binary for ${component}`);
    return {
      component,
      version,
      path: `${paths.binaries}/${component}/${version}/${component}`,
      link: `${paths.binaryLinks}/${component}`,
      sha256: binary.sha256,
      bytes: binary.bytes,
      origin: binary.origin,
    };
  });
}

function desiredHost(input: DesiredInput, host: Host, paths: HostPaths, marker: Desired['marker']): DesiredHost {
  const { cluster } = input;
  const components = componentsOf(host);
  const files = [
    markerFile(host.name, marker.path, cluster.name, marker.authorities),
    ...input.files.filter((file) => file.host === host.name),
  ];
  const binaries = binariesOf(cluster, components, paths, input.binariesFor(host.name));
  const publicPlaces = binaries.flatMap(({ path, link }) =>
    [path, link].map((place) => ({ path: place, owner: 'root:root', content: '' })),
  );
  return {
    name: host.name,
    components,
    files,
    directories: directoriesFor([...files, ...publicPlaces]),
    binaries,
    ports: portsOf(cluster, components),
    ...(components.includes('etcd') ? { peerUrl: peerUrl(host) } : {}),
  };
}

/** What every host of a cluster is to look like: rendered files, marker, folders, binaries. */
export function desiredCluster(input: DesiredInput): Desired {
  const { cluster, bundle, root = '' } = input;
  const paths = hostPaths(cluster.layout, cluster.controlPlane.target, root);
  const marker = { path: `${root}/etc/hardway/cluster.json`, authorities: authoritiesDigest(bundle) };
  const hosts = cluster.hosts.map((host) => desiredHost(input, host, paths, marker));
  const authorityPaths = [paths.trustBundle, paths.frontProxyCa, paths.apiserverEtcdCa, paths.etcd.ca];
  const authorityFiles = input.files
    .filter(({ path }) => authorityPaths.includes(path))
    .map(({ path, content }): [string, string] => [path, contentDigest(content)]);
  return {
    cluster: cluster.name,
    hosts,
    bindings: masters(cluster).length === 0 ? [] : bindingNames,
    marker,
    authorityFiles: new Map(authorityFiles),
    unitDirectory: paths.unitDirectory,
    backdating,
  };
}
