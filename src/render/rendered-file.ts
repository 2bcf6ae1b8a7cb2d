import type { Component } from '../kernel/component.js';
import type { Secret } from '../kernel/secret.js';

/**
 * What a component does when a file of its changes: `reload` = it notices by itself, `restart` = it must be
 * restarted, `none` = nobody reads it while running.
 */
export type OnChange = 'reload' | 'restart' | 'none';

/** A file as it is to lie on a host. */
export interface RenderedFile {
  /** Name of the host in the config. */
  readonly host: string;
  /** Absolute path on the host. */
  readonly path: string;
  /** Permission bits, 0o600. */
  readonly mode: number;
  /** `user:group`, by name. */
  readonly owner: string;
  /** A Secret when any of it is key material; then no diff shows it. */
  readonly content: string | Secret;
  /** The components that read it. */
  readonly usedBy: readonly Component[];
  readonly onChange: OnChange;
  /** One sentence: what this file is for. Shown as the reason in a plan. */
  readonly about: string;
}
