import type { Component } from '../kernel/component.js';

/** A file on a host as it was found; absent files are not in the map. */
export interface ObservedFile {
  readonly sha256: string;
  readonly mode: number;
  readonly owner: string;
  /** Seconds since the epoch by the host's own clock, with fraction: the later of mtime and ctime. */
  readonly changedAt: number;
  /** The text, for the diff; only of files that hold no secret. */
  readonly text?: string;
}

export interface ObservedUnit {
  readonly loaded: boolean;
  readonly active: boolean;
  readonly enabled: boolean;
  /** The file on disk is newer than what systemd has loaded. */
  readonly needsReload: boolean;
  readonly fragmentPath?: string;
  readonly dropIns: readonly string[];
  /** When the running process was started, seconds since the epoch by the host's clock. */
  readonly startedAt?: number;
}

export interface ObservedBinary {
  readonly path: string;
  readonly sha256: string;
  /** Where /usr/local/bin/<name> points to. */
  readonly link?: string;
  readonly linkChangedAt?: number;
}

/** What one host looked like when it was asked. Read-only facts; nothing here is a secret. */
export interface HostObservation {
  readonly host: string;
  readonly architecture: string;
  readonly systemd: number;
  /** Difference between the host's clock and ours, in seconds. */
  readonly clockSkew: number;
  readonly files: ReadonlyMap<string, ObservedFile>;
  readonly units: ReadonlyMap<Component, ObservedUnit>;
  /** By `<component>/<binary>`. */
  readonly binaries: ReadonlyMap<string, ObservedBinary>;
  /** True when /var/lib/etcd holds a member. */
  readonly etcdData: boolean;
  /** True when the files of hardway mark this host as part of this cluster. */
  readonly ours: boolean;
  readonly freeBytes: number;
}

/** What the whole cluster looked like. */
export interface Observation {
  readonly hosts: ReadonlyMap<string, HostObservation>;
  /** True when the etcd members of this cluster have formed a cluster before. */
  readonly etcdExists: boolean;
  /** Names of ClusterRoleBindings of ours that exist; null when no apiserver answers yet. */
  readonly bindings: readonly string[] | null;
}
