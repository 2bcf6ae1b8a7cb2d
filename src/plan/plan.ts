import type { Component } from '../kernel/component.js';
import type { Problem } from '../kernel/problem.js';

/** A file change of a step. Digests and a diff; never content that is secret. */
export interface FileChange {
  readonly path: string;
  /** Permission bits as a number: 0600 is 384. */
  readonly mode: number;
  readonly owner: string;
  /** Digest before, null when the file is new. */
  readonly before: string | null;
  readonly after: string;
  /** What changes besides or instead of the content: `mode 0644 → 0600`. */
  readonly attributes: readonly string[];
  /** Unified diff; for secret files a line that says so; empty when only attributes change. */
  readonly diff: string;
  readonly secret: boolean;
  readonly about: string;
}

/** A folder that is made, or whose owner and mode are put right. */
export interface DirectoryChange {
  readonly path: string;
  /** Permission bits as a number: 0600 is 384. */
  readonly mode: number;
  readonly owner: string;
  /** `0755 root:root`, null when it is new. */
  readonly before: string | null;
}

export interface BinaryChange {
  readonly component: Component;
  readonly version: string;
  /** Versioned path on the host. */
  readonly path: string;
  readonly before: string | null;
  /** `sha256:…` */
  readonly sha256: string;
  readonly bytes: number;
  /** Where the binary came from: `folder`, `source`, `download`. */
  readonly origin: string;
}

export interface LinkChange {
  readonly path: string;
  readonly target: string;
  readonly before: string | null;
}

/** What must hold before the run goes on. */
export type Gate = 'none' | 'etcd-healthy' | 'apiserver-ready' | 'controllers-healthy';

/** One step on one host: the smallest thing that is done or undone as a whole. */
export interface Step {
  /** `<stage>/<host>` */
  readonly id: string;
  readonly stage: string;
  readonly host: string;
  readonly title: string;
  /** Why, in words. */
  readonly reason: string;
  /** System users to make. */
  readonly users: readonly string[];
  readonly directories: readonly DirectoryChange[];
  readonly binaries: readonly BinaryChange[];
  readonly files: readonly FileChange[];
  readonly links: readonly LinkChange[];
  /** Units to start at boot from now on. */
  readonly enables: readonly Component[];
  /** Units that do not run and are started, in order. */
  readonly starts: readonly Component[];
  /** Units that run and are restarted, in order. */
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
  /** What the user should know before saying yes: warnings only. */
  readonly problems: readonly Problem[];
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
