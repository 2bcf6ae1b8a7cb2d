import type { Component } from '../kernel/component.js';

/** Something that lies at the path of a file of ours; paths where nothing lies are not in the map. */
export interface ObservedFile {
  /** False for a symbolic link, a folder, a device: then the digest is empty. */
  readonly regular: boolean;
  /** `sha256:…` */
  readonly sha256: string;
  readonly mode: number;
  readonly owner: string;
  /** Seconds since the epoch by the host's own clock, with fraction: the later of mtime and ctime. */
  readonly changedAt: number;
  /** The text, for the diff; only of files that hold no secret and differ from what is wanted. */
  readonly text?: string;
}

export interface ObservedDirectory {
  readonly mode: number;
  readonly owner: string;
}

export interface ObservedUnit {
  /** LoadState of systemd: `loaded`, `not-found`, `masked`, … */
  readonly load: string;
  /** ActiveState of systemd: `active`, `activating`, `failed`, `inactive`, … */
  readonly state: string;
  readonly enabled: boolean;
  /** NeedDaemonReload: the file on disk is newer than what systemd has loaded. */
  readonly needsReload: boolean;
  readonly fragmentPath?: string;
  readonly dropIns: readonly string[];
  /** When the running process was started, seconds since the epoch by the host's clock. */
  readonly startedAt?: number;
  readonly pid?: number;
  /** What the running process was loaded from; ends in ` (deleted)` when that file is no longer there. */
  readonly executable?: string;
}

export interface ObservedBinary {
  /** From the digest record when size and ctime still fit, otherwise hashed. */
  readonly sha256: string;
  readonly bytes: number;
}

/** A process that listens on a TCP port which a component of ours wants. */
export interface ObservedListener {
  readonly port: number;
  /** Absent where the host cannot tell. */
  readonly process?: string;
  readonly pid?: number;
}

/** What the marker of hardway on a host says. */
export interface Marker {
  readonly cluster: string;
  /** Digest of the certificates of all authorities. */
  readonly authorities: string;
}

/** What one host looked like when it was asked. Read-only facts; nothing here is a secret. */
export interface HostObservation {
  readonly host: string;
  /** As `uname -m` prints it. */
  readonly machine: string;
  /** Major version of the running systemd; null when systemd does not run the host. */
  readonly systemd: number | null;
  /** Tools that are needed there and missing. */
  readonly missingTools: readonly string[];
  /** The host's clock minus ours, in seconds, give or take the round trip. */
  readonly clockSkew: number;
  readonly files: ReadonlyMap<string, ObservedFile>;
  readonly directories: ReadonlyMap<string, ObservedDirectory>;
  readonly users: ReadonlySet<string>;
  readonly units: ReadonlyMap<Component, ObservedUnit>;
  /** By path. */
  readonly binaries: ReadonlyMap<string, ObservedBinary>;
  /** Symbolic links by path, with what they point to. Something else at the path is the empty string. */
  readonly links: ReadonlyMap<string, string>;
  readonly listeners: readonly ObservedListener[];
  /** Static-pod manifests that the kubelet of this host would run. */
  readonly manifests: readonly string[];
  /** True when the data folder of etcd holds a member. */
  readonly etcdData: boolean;
  /** Null when there is none; a marker that cannot be read counts as one of another cluster. */
  readonly marker: Marker | null;
  /** Free bytes where binaries go. */
  readonly freeBytes: number;
}

/** What the whole cluster looked like. */
export interface Observation {
  readonly hosts: ReadonlyMap<string, HostObservation>;
  /** Peer URLs of the members that a running etcd of this cluster knows; null when none answers. */
  readonly etcdMembers: readonly string[] | null;
  /** Names of ClusterRoleBindings of ours that exist; null when no apiserver answers. */
  readonly bindings: readonly string[] | null;
}
