import type { ArgvWord } from './argv.js';
import type { Heredoc } from './shell-heredoc.js';
import type { ShellPart } from './shell-parts.js';
import type { ScriptScope, ShellVariable } from './shell-scope.js';
import type { ShellRedirectionToken, ShellWordToken } from './shell-tokens.js';
import type { ShellPiece, ShellPlace } from './shell-values.js';

/** One simple command of a script, with variables expanded as far as the script tells. */
export interface ShellCommand {
  /** The program and its arguments; `exec`, `sudo -u x`, `env A=b`, `nohup` and the like are gone. */
  readonly words: readonly ArgvWord[];
  /** What the script exports to it, and assignments in front of it. */
  readonly environment: readonly ShellVariable[];
  readonly line: number;
  /** It may not run: it stands in a branch, a loop, a function or after `&&` or `||`. */
  readonly conditional: boolean;
}

/** A simple command as the script has it. */
export interface WrittenCommand {
  readonly words: ShellWordToken[];
  readonly assignments: ShellAssignment[];
  readonly redirections: ShellRedirectionToken[];
  readonly at: number;
}

export interface ShellAssignment {
  readonly name: string;
  readonly appends: boolean;
  /** The right side; for an array its words. */
  readonly value: readonly ShellPart[] | { readonly elements: readonly ShellWordToken[] };
}

/** A script inside another one, with where its text comes from. */
export interface NestedScript {
  readonly text: string;
  readonly placeOf: (offset: number) => ShellPlace;
  /** `$1` and on; undefined for a file that is read in, which has those of the script. */
  readonly positional?: readonly (readonly ShellPiece[])[];
  readonly environment: readonly ShellVariable[] | 'same';
  /** Something in its text is not known, so that quotes around it tell nothing. */
  readonly open: boolean;
}

/** What one reading shares with the scripts inside it. */
export interface ShellRun {
  readonly scope: ScriptScope;
  readonly commands: ShellCommand[];
  readonly heredocs: Heredoc[];
  readonly sourced: (path: string) => string | undefined;
  /** Reads a script inside this one; false when they are too deep. */
  readonly nested: (script: NestedScript) => boolean;
}

/** What the rest of the pipeline needs to know. */
export interface CommandEffect {
  /** Heredocs that this command hands on to its standard output. */
  readonly heredocs: readonly number[];
  readonly target: WrittenTo | null;
}

export interface WrittenTo {
  readonly path: string;
  readonly appends: boolean;
}
