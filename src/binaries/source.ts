import type { Architecture, Program, Project } from './program.js';

/** Programs of one project that are to be got, all in one version for one architecture. */
export interface SourceRequest {
  readonly project: Project;
  readonly version: string;
  readonly architecture: Architecture;
  readonly programs: readonly Program[];
  /** An empty folder: each program is put there under its own name. */
  readonly into: string;
  /** Told in one line what is under way. */
  readonly progress: (line: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * A place that binaries come from. What it delivers is verified before it enters the cache, so a source only brings
 * files. Folder and Go modules are here; downloads of published releases are a third one.
 */
export interface BinarySource {
  readonly origin: 'folder' | 'source' | 'download';
  obtain(request: SourceRequest): Promise<void>;
}
