import type { Secret } from '../kernel/secret.js';
import type { Problem } from '../kernel/problem.js';

/** A file of the store as it was found. */
export interface StoredFile {
  /** Relative to the store, with forward slashes. */
  readonly path: string;
  /** A Secret where the path is one of key material. */
  readonly content: string | Secret;
}

/** A file to write: 0600 when it is a Secret, 0644 otherwise. */
export interface FileChange {
  readonly path: string;
  readonly content: string | Secret;
}

/** What the store is on disk, with everything about its files (not their contents) that is wrong. */
export interface StoreContents {
  /** The folder as the user knows it. */
  readonly directory: string;
  readonly exists: boolean;
  readonly files: readonly StoredFile[];
  readonly problems: readonly Problem[];
}
