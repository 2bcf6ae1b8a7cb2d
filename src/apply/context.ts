import type { Component } from '../kernel/component.js';
import type { Transport } from '../kernel/transport.js';
import type { PlanEvent } from '../plan/plan.js';
import type { RenderedFile } from '../render/rendered-file.js';
import type { Locks } from './lock.js';
import type { Probes } from './probes.js';

/** How long gates wait, in milliseconds. */
export interface Patience {
  readonly etcd: number;
  readonly apiserver: number;
  readonly controllers: number;
  /** Between two questions. */
  readonly interval: number;
}

export const usualPatience: Patience = { etcd: 90_000, apiserver: 120_000, controllers: 60_000, interval: 150 };

/** A binary on this machine that goes to a host. */
export interface BinarySource {
  readonly file: string;
  readonly bytes: number;
}

/** Everything with effects that applying a plan needs. */
export interface ApplyContext {
  readonly transport: (host: string) => Transport;
  readonly probes: Probes;
  readonly locks: Locks;
  /** `/run/hardway` */
  readonly runDirectory: string;
  /** The rendered file of a host that a step writes. */
  readonly file: (host: string, path: string) => RenderedFile;
  readonly binary: (host: string, component: Component) => BinarySource;
  /** Hosts that run a component, whether or not this plan touches them. */
  readonly hostsOf: (component: Component) => readonly string[];
  readonly patience: Patience;
  /** Milliseconds of a clock that never jumps. */
  readonly elapsed: () => number;
  readonly sleep: (milliseconds: number) => Promise<void>;
  readonly emit: (event: PlanEvent) => void;
  /** Aborted by the user: the step under way is finished, no other is begun. */
  readonly signal?: AbortSignal;
}
