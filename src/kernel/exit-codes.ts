/**
 * The exit codes of every command, the same with and without `--json`.
 * They are part of the contract with scripts: a meaning is never reused.
 */
export const ExitCode = {
  /** Done, nothing to report. */
  done: 0,
  /** A bug in hardway: an invariant of ours is broken. */
  bug: 1,
  /** The command line cannot be understood. */
  usage: 2,
  /** The config or another input file is invalid. */
  input: 3,
  /** Findings or changes: a result, not an error. */
  findings: 4,
  /** A host could not be reached or a command on it failed. */
  host: 5,
  /** A certificate or key is missing, expired or does not fit. */
  material: 6,
  /** A gate or a lock stopped the run; it was undone or can be resumed. */
  stopped: 7,
  /** Interrupted by a signal. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];
