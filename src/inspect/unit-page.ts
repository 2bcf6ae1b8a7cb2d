import type { ArgvWord } from '../formats/argv.js';
import { type BrokenLine, belongTogether, flagNameIn, isProse, type IsFlagName, rejoin } from '../formats/rejoin.js';
import { splitSystemdWords } from '../formats/systemd-words.js';

/** The command of a unit as a page shows it. */
export interface PageCommand {
  /** The words, the program first. */
  readonly words: readonly ArgvWord[];
  /** Lines whose end systemd would read otherwise: two or more backslashes. */
  readonly oddBackslashes: number;
  /** The last line asks for another one. */
  readonly truncated: boolean;
  /** Line of ExecStart=. */
  readonly line: number;
}

const assignment = /^\s*(?:[A-Z][A-Za-z]*\s*=|\[[A-Z])/;

/** No page shows a command of more lines. */
const maxLines = 10_000;

/** Where the block of code ends in which a page of Markdown shows the unit. */
const fence = /^\s*(?:`{3,}|~{3,})\s*$/;

/** What ends a heredoc, by custom or because the text says so, in which a script or a template writes the unit. */
function delimiters(text: string): ReadonlySet<string> {
  return new Set([
    'EOF',
    ...[...text.matchAll(/<<[-~]?[ \t]*["'\\]?([A-Za-z_]\w{0,60})/g)].map(([, word = '']) => word),
  ]);
}

function backslashesAtEnd(text: string): number {
  let count = 0;
  while (text[text.length - 1 - count] === '\\') count++;
  return count;
}

interface PageLine extends BrokenLine {
  readonly backslashes: number;
}

function pageLine(text: string, line: number, start: number): PageLine {
  const trimmed = text.trimEnd();
  const backslashes = backslashesAtEnd(trimmed);
  const body = trimmed.slice(start, trimmed.length - backslashes);
  const words = splitSystemdWords(body).words.map((word) => ({ text: word.text, column: start + word.offset + 1 }));
  // Blanks before the backslashes end a word; so does a line end without any backslash unless the names say otherwise.
  return { words, line, endsWord: backslashes > 0 && /\s$/.test(body), backslashes };
}

/**
 * Reads ExecStart= the way a person reads it on a page: one or more backslashes at the end of a line mean that it goes
 * on, and so does a line that is no setting. Null when there is no ExecStart=, or when nothing in the text shows that a
 * page or a shell has changed it: then the text is a unit, and systemd's rules count.
 */
export function readPageCommand(text: string, isFlagName: IsFlagName): PageCommand | null {
  const source = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const first = source.findIndex((line) => /^\s*ExecStart\s*=\s*\S/.test(line));
  const start = source[first];
  if (start === undefined) return null;
  const offset = /^\s*ExecStart\s*=\s*/.exec(start)?.[0].length ?? 0;
  const lines = [pageLine(start, first + 1, offset)];
  const ends = delimiters(text);
  let broken = false;
  const end = Math.min(source.length, first + 1 + maxLines);
  for (let i = first + 1; i < end; i++) {
    const raw = source[i] ?? '';
    const last = lines.at(-1);
    if (last === undefined || assignment.test(raw) || ends.has(raw.trim())) break;
    if (fence.test(raw)) {
      broken = true;
      break;
    }
    if (/^\s*[#;]/.test(raw)) continue;
    if (raw.trim() === '') {
      if (last.backslashes === 0) break;
      continue;
    }
    const next = pageLine(raw, i + 1, 0);
    if (last.backslashes === 0) {
      if (!goesOn(lines, next, isFlagName)) break;
      broken = true;
    }
    lines.push(next);
  }
  const oddBackslashes = lines.filter(({ backslashes }) => backslashes > 1).length;
  if (!broken && oddBackslashes === 0) return null;
  return {
    words: rejoin(lines, isFlagName),
    oddBackslashes,
    truncated: (lines.at(-1)?.backslashes ?? 0) > 0 || lines.length > maxLines,
    line: first + 1,
  };
}

/** Whether a line without a backslash before it belongs to the command: it ends backslashes, or finishes a word. */
function goesOn(lines: readonly PageLine[], next: PageLine, isFlagName: IsFlagName): boolean {
  const right = next.words[0]?.text;
  if (right === undefined) return next.backslashes > 0;
  if (isProse(next.words.map(({ text }) => text).join(' '))) return false;
  const left = lines.findLast(({ words }) => words.length > 0)?.words.at(-1)?.text ?? '';
  if (right.startsWith('--')) return isFlagName(flagNameIn(right) ?? '') && next.backslashes > 1;
  return belongTogether(left, right, false, isFlagName);
}
