import type { Component } from '../kernel/component.js';

/** How components are asked for their health, always from our side through the connection of their host. */
export interface Probes {
  /** Null when the component on this host is healthy, otherwise why not, in words for people. Never throws for that. */
  health(host: string, component: Component): Promise<string | null>;
  /** Name of the host whose etcd member leads; null when none does or none answers. */
  etcdLeader(): Promise<string | null>;
  /** Makes the ClusterRoleBindings through the apiserver of a host, and leaves alone those that exist. */
  applyBindings(host: string, names: readonly string[]): Promise<void>;
}
