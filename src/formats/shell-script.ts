import { linePlaces } from './line-places.js';
import { ScriptWalk } from './shell-flow.js';
import { type Heredoc, maxHeredocs } from './shell-heredoc.js';
import type { NestedScript, ShellCommand, ShellRun } from './shell-run.js';
import { ScriptScope, type ShellVariable } from './shell-scope.js';
import { shellTokens } from './shell-tokens.js';

// A script in a script in a script is as far as anybody goes.
const deepest = 5;

/** What is known before a script is read. */
export interface ShellReadingOptions {
  /** Variables from outside; all of them are exported. */
  readonly variables?: Readonly<Record<string, string>>;
  /** `$1` and on; without it the script could have been called with anything. */
  readonly positional?: readonly string[];
  /** No variables exist but those of `variables`: what is not set is empty instead of unknown. */
  readonly closed?: boolean;
  /** The text of a file that the script reads in with `.` or `source`; without it the file may have set anything. */
  readonly sourced?: (path: string) => string | undefined;
  /** Line on which the script begins in its source. */
  readonly firstLine?: number;
}

/** Everything that reading a script yields. */
export interface ShellScript {
  readonly commands: readonly ShellCommand[];
  readonly heredocs: readonly Heredoc[];
  /** Every variable at the end of the script, for files that only assign (`/etc/default/kube-apiserver`). */
  readonly variables: readonly ShellVariable[];
  /** The script writes more files than anybody reads: what comes after `maxHeredocs` of them is left out. */
  readonly cut: boolean;
}

/**
 * Reads a script of a POSIX shell, with what is common of bash (`+=`, arrays), without running it: variables that the
 * script itself sets are followed from top to bottom, everything else stays as written and is listed as unresolved.
 * A variable that a branch changed is known only as far as it does not matter whether the branch ran. Never throws.
 */
export function readShellScript(script: string, options: ShellReadingOptions = {}): ShellScript {
  const { variables = {}, closed = false, firstLine = 1, sourced = () => undefined } = options;
  const positional = options.positional?.map((text) => [{ text, unresolved: false, line: firstLine, column: 1 }]);
  const scope = new ScriptScope({ variables, positional, closed }, linePlaces(script, firstLine));
  const found: { commands: ShellCommand[]; heredocs: Heredoc[] } = { commands: [], heredocs: [] };
  read(script, { scope, ...found, sourced }, 0);
  return { ...found, variables: scope.all(), cut: found.heredocs.length >= maxHeredocs };
}

/** Reads one script; the scripts in it are read with a scope of their own, or with this one when they are read in. */
function read(script: string, shared: Omit<ShellRun, 'nested'>, depth: number): void {
  const { scope, commands, sourced } = shared;
  const nested = ({ text, placeOf, positional, environment, open }: NestedScript): boolean => {
    if (depth >= deepest) return false;
    const first = commands.length;
    if (environment === 'same') {
      const { placeOf: outer } = scope;
      scope.placeOf = placeOf;
      read(text, shared, depth + 1);
      scope.placeOf = outer;
    } else {
      const inner = scope.inner(positional, placeOf);
      for (const variable of environment) inner.give(variable);
      read(text, { ...shared, scope: inner }, depth + 1);
    }
    if (open) commands.splice(first, commands.length - first, ...commands.slice(first).map(withOpenWords));
    return true;
  };
  new ScriptWalk(shellTokens(script), { ...shared, sourced, nested }).walk();
}

// What a script around this one left unexpanded looks like any other text here, and may stand in quotes.
const leftOver = /\$(?:\w+|\{[^}]*\}|\([^)]*\)|[@*#?!-])|`[^`]*`/g;

function withOpenWords(command: ShellCommand): ShellCommand {
  const words = command.words.map((word) => {
    const unresolved = word.text.match(leftOver) ?? [];
    return unresolved.length === 0 ? word : { ...word, unresolved };
  });
  return { ...command, words };
}

/** The simple commands of a script, in the order in which they are written. See `readShellScript`. */
export function commandsOf(script: string, options: ShellReadingOptions = {}): readonly ShellCommand[] {
  return readShellScript(script, options).commands;
}

/** The heredocs of a script with the files they are written to. See `readShellScript`. */
export function heredocs(script: string, options: ShellReadingOptions = {}): readonly Heredoc[] {
  return readShellScript(script, options).heredocs;
}
