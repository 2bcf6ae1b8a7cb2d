import type { ShellPart } from './shell-parts.js';
import { shellTokens } from './shell-tokens.js';

/** A word of a shell command after quotes are removed. */
export interface ShellWord {
  readonly text: string;
  /** Expansions in it that only the shell could do, as written: `$X`, `${X}`, `$(…)`, a backquote. */
  readonly unresolved: readonly string[];
}

function wordOf(parts: readonly ShellPart[]): ShellWord {
  return {
    text: parts.map((part) => (part.kind === 'text' ? part.text : part.raw)).join(''),
    unresolved: parts.flatMap((part) => (part.kind === 'text' ? [] : [part.raw])),
  };
}

/**
 * Splits a line of POSIX shell into its simple commands and their words (XCU 2.2 and 2.3): quotes and backslashes
 * removed, `;`, `&`, `|`, parentheses and line ends between commands, redirections and heredocs left out. Nothing is
 * expanded; `commandsOf` of shell-script.ts follows variables too.
 */
export function splitShellCommands(text: string): readonly (readonly ShellWord[])[] {
  const commands: ShellWord[][] = [[]];
  for (const token of shellTokens(text)) {
    if (token.kind === 'word') commands.at(-1)?.push(wordOf(token.parts));
    else if (token.kind === 'operator') commands.push([]);
  }
  return commands.filter((command) => command.length > 0);
}

/** Writes one word so that a POSIX shell gives back exactly this value. */
export function quoteShellWord(value: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
