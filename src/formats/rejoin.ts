import type { ArgvWord } from './argv.js';

/** One line of a text that a page, a terminal or a mail has broken. */
export interface BrokenLine {
  /** The words on it with their columns, from 1. */
  readonly words: readonly { readonly text: string; readonly column: number }[];
  readonly line: number;
  /** The text says itself that a word ends here: a blank before a continuation backslash. */
  readonly endsWord: boolean;
}

/** Whether any version of a component has a flag of this name. */
export type IsFlagName = (name: string) => boolean;

/** The name in `--name` or `--name=value`, null for other words. */
export function flagNameIn(word: string): string | null {
  return /^--([A-Za-z][A-Za-z0-9_.-]*)(?:=|$)/.exec(word)?.[1]?.replaceAll('_', '-') ?? null;
}

/**
 * Whether a line is what a person says about a command line rather than a piece of one: several plain words, and
 * nothing that flags, paths or addresses are made of.
 */
export function isProse(line: string): boolean {
  const words = line.slice(0, 1000).trim().split(/\s+/);
  const plain = words.every((word) => /^["'(]?[\p{L}][\p{L}\d'’]*["')]?[,.;:!?]*$/u.test(word));
  return plain && (words.length > 2 || (words.length > 1 && /[.:!?]$/.test(words.at(-1) ?? '')));
}

/**
 * Whether the last word of one line and the first of the next are one word. The reading in which the two make a flag
 * that exists, while the left one alone does not, wins; a line that begins a flag is never joined to the one before.
 */
export function belongTogether(left: string, right: string, endsWord: boolean, isFlagName: IsFlagName): boolean {
  if (left === '-' || left === '--') return true;
  if (right.startsWith('--')) return false;
  const isOneFlag = isFlagName(flagNameIn(left + right) ?? '');
  if (left.startsWith('--') && !left.includes('=')) {
    const alone = isFlagName(flagNameIn(left) ?? '');
    if (isOneFlag && (!alone || right.includes('='))) return true;
    return !alone && (left.endsWith('-') || (!endsWord && right.includes('=')));
  }
  if (/^-[a-zA-Z](?:=|\d|$)/.test(right)) return false;
  if (/[=,]$/.test(left)) return true;
  return !endsWord && left.includes('=');
}

// Enough of a long word to decide by: its beginning holds the name of the flag, its end says whether it goes on.
function gist(text: string): string {
  return text.length <= 512 ? text : text.slice(0, 256) + text.slice(-16);
}

/** Puts the words of broken lines together again; what was joined is marked `reconstructed`. */
export function rejoin(lines: readonly BrokenLine[], isFlagName: IsFlagName): ArgvWord[] {
  const words: { readonly line: number; readonly column: number; readonly parts: string[] }[] = [];
  let last = '';
  let endedWord = true;
  for (const { words: onLine, line, endsWord } of lines) {
    for (const [i, { text, column }] of onLine.entries()) {
      const open = i === 0 ? words.at(-1) : undefined;
      if (open !== undefined && belongTogether(last, text, endedWord, isFlagName)) {
        open.parts.push(text);
        last = gist(last + text);
      } else {
        words.push({ line, column, parts: [text] });
        last = gist(text);
      }
    }
    if (onLine.length > 0) endedWord = endsWord;
  }
  return words.map(({ line, column, parts }) => {
    return { text: parts.join(''), line, column, ...(parts.length > 1 ? { reconstructed: true } : {}) };
  });
}
