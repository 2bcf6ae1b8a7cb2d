import type { Component } from '../kernel/component.js';

/** A file change of a step. Digests and a masked diff; never content that is secret. */
export interface FileChange {
  readonly path: string;
  readonly mode: number;
  readonly owner: string;
  /** Digest before, null when the file is new. */
  readonly before: string | null;
  readonly after: string;
  /** Unified diff; for secret files a line that says so. */
  readonly diff: string;
  readonly about: string;
}

export interface BinaryChange {
  readonly component: Component;
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly link: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Where the binary came from: `folder`, `cache`, `source`. */
  readonly origin: string;
}

/** What must hold before the run goes on. */
export type Gate =
  | { readonly kind: 'etcd-healthy' }
  | { readonly kind: 'apiserver-ready' }
  | { readonly kind: 'controller-manager-healthy' }
  | { readonly kind: 'scheduler-healthy' }
  | { readonly kind: 'none' };

/** One step on one host: the smallest thing that is done or undone as a whole. */
export interface Step {
  readonly id: string;
  readonly stage: string;
  readonly host: string;
  readonly title: string;
  readonly reason: string;
  readonly files: readonly FileChange[];
  readonly binaries: readonly BinaryChange[];
  /** Units to restart (or start, when they do not run), in order. */
  readonly restarts: readonly Component[];
  /** ClusterRoleBindings to apply. */
  readonly bindings: readonly string[];
  readonly gate: Gate;
  /** What is done when the gate fails, in words. */
  readonly undo: string;
}

export interface Stage {
  readonly id: string;
  readonly title: string;
  /** `together`: all hosts at once; `one-by-one`: the next host only when the former is healthy. */
  readonly order: 'together' | 'one-by-one';
}

/** Everything that would be done, readable, comparable, and exactly what is applied. */
export interface Plan {
  readonly cluster: string;
  /** Number of steps; zero means nothing is to be done. */
  readonly changes: number;
  readonly stages: readonly Stage[];
  readonly steps: readonly Step[];
  /** Digest of config, PKI and observation; a saved plan is refused when it differs. */
  readonly fingerprint: string;
}

/** What happened while a plan was applied, for progress and logs. */
export type PlanEvent =
  | { readonly kind: 'stage-started'; readonly stage: string }
  | { readonly kind: 'stage-done'; readonly stage: string; readonly milliseconds: number }
  | { readonly kind: 'step-started'; readonly step: string; readonly host: string }
  | { readonly kind: 'step-progress'; readonly step: string; readonly host: string; readonly text: string }
  | { readonly kind: 'step-done'; readonly step: string; readonly host: string; readonly milliseconds: number }
  | { readonly kind: 'step-failed'; readonly step: string; readonly host: string; readonly what: string }
  | { readonly kind: 'step-undone'; readonly step: string; readonly host: string };
