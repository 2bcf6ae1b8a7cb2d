import type { Component } from '../kernel/component.js';
import type { RenderedFile } from '../render/rendered-file.js';

/** A folder as it is to be on a host. */
export interface DesiredDirectory {
  readonly path: string;
  readonly mode: number;
  readonly owner: string;
  /** True where an existing folder is put right; false where it is only made when it is missing. */
  readonly enforced: boolean;
}

/** A binary as it is to lie on a host. */
export interface DesiredBinary {
  readonly component: Component;
  readonly version: string;
  /** `/opt/hardway/<component>/<version>/<component>` */
  readonly path: string;
  /** What the unit starts: `/usr/local/bin/<component>`. */
  readonly link: string;
  readonly sha256: string;
  readonly bytes: number;
  readonly origin: string;
}

/** What one host is to look like. */
export interface DesiredHost {
  readonly name: string;
  readonly components: readonly Component[];
  readonly files: readonly RenderedFile[];
  readonly directories: readonly DesiredDirectory[];
  /** One for each component. */
  readonly binaries: readonly DesiredBinary[];
  /** Where the other members reach the etcd of this host; absent on hosts without etcd. */
  readonly peerUrl?: string;
  /** Ports that the components listen on. */
  readonly ports: readonly { readonly port: number; readonly component: Component }[];
}

/** What the whole cluster is to look like: rendered config, PKI and binaries, before any host was asked. */
export interface Desired {
  readonly cluster: string;
  readonly hosts: readonly DesiredHost[];
  /** ClusterRoleBindings that must exist. */
  readonly bindings: readonly string[];
  /** What the marker on each host says. */
  readonly marker: { readonly path: string; readonly authorities: string };
  /** Paths of certificates of authorities on hosts, with the digest of ours: equal means that the host is ours. */
  readonly authorityFiles: ReadonlyMap<string, string>;
  /** Where units lie; a unit of ours that is loaded from elsewhere is foreign. */
  readonly unitDirectory: string;
  /** How far certificates are back-dated, in seconds: a host whose clock is further behind finds them not yet valid. */
  readonly backdating: number;
}
