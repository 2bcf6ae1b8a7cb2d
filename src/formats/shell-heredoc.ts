import { linePlaces } from './line-places.js';
import { type ShellScope, valueOf } from './shell-expansion.js';
import { readParts, type ShellPart } from './shell-parts.js';
import type { HeredocText } from './shell-tokens.js';
import type { ShellPiece } from './shell-values.js';

/** The text that a heredoc hands over, and where it comes from. */
export interface Heredoc {
  /** The file it is written to, as far as the script tells; variables that are not known stand in it as written. */
  readonly target?: string;
  /** The text is added to the file. */
  readonly appends: boolean;
  readonly body: string;
  /** The delimiter was quoted: the body is what stands in the script. */
  readonly quoted: boolean;
  /** Variables and substitutions in the body that are not known, as written; the body still holds them. */
  readonly unresolved: readonly string[];
  /** Line of the script on which the body begins. */
  readonly line: number;
  /** For every line of the body the line of the script that it begins on. */
  readonly lines: readonly number[];
  /** The delimiter never comes: the body may be longer. */
  readonly truncated: boolean;
}

/** Nobody writes so many files out of one script; it is read as far as this. */
export const maxHeredocs = 1_000;

/**
 * The text of a heredoc as its reader gets it (XCU 2.7.4). Without quotes around the delimiter the shell expands
 * variables, makes one backslash of two and joins continued lines, which is why guides that write units so have to
 * double their backslashes.
 */
export function heredocText(heredoc: HeredocText, scope: ShellScope): Omit<Heredoc, 'target' | 'appends'> {
  const { quoted, open: truncated } = heredoc;
  const { line } = scope.placeOf(heredoc.at);
  const text = heredoc.dropsTabs ? heredoc.body.replace(/^\t+/gm, '') : heredoc.body;
  if (quoted) {
    const lines = text.split('\n').map((_line, i) => line + i);
    if (text.endsWith('\n')) lines.pop();
    return { body: text, quoted, unresolved: [], line, lines, truncated };
  }
  const pieces = valueOf(inLines(readParts(text, 0, 'heredoc').parts), {
    ...scope,
    get: scope.get,
    set: scope.set,
    placeOf: linePlaces(text, line),
  });
  return {
    body: pieces.map((piece) => piece.text).join(''),
    quoted,
    unresolved: [...new Set(pieces.filter((piece) => piece.unresolved).map((piece) => piece.text))],
    line,
    lines: lineStarts(pieces),
    truncated,
  };
}

/** A tilde means nothing in a heredoc: the first part is marked so that it is not looked at. */
function inLines(parts: readonly ShellPart[]): readonly ShellPart[] {
  return parts.map((part) => (part.kind === 'text' ? { ...part, quoted: true } : part));
}

function lineStarts(pieces: readonly ShellPiece[]): readonly number[] {
  const lines: number[] = [];
  let atStart = true;
  for (const piece of pieces) {
    for (const part of piece.text.split(/(?<=\n)/)) {
      if (part === '') continue;
      if (atStart) lines.push(piece.line);
      atStart = part.endsWith('\n');
    }
  }
  return lines;
}
