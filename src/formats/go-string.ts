import { controlEscapes } from './c-escapes.js';

const codeLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

/** A string of Go source and where it ends. */
export interface GoString {
  readonly text: string;
  /** Offset after the closing quote; the end of the text when there is none. */
  readonly end: number;
  readonly closed: boolean;
}

/** The character that an escape stands for, and how many characters after the backslash it has. */
function escapeAt(text: string, index: number): { readonly text: string; readonly length: number } {
  const letter = text[index] ?? '';
  const length = codeLengths[letter];
  if (length === undefined) return { text: controlEscapes[letter] ?? letter, length: 1 };
  const digits = text.slice(index + 1, index + 1 + length);
  if (digits.length !== length || !/^[0-9A-Fa-f]+$/.test(digits)) return { text: letter, length: 1 };
  const point = Number.parseInt(digits, 16);
  return { text: point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd', length: 1 + length };
}

/**
 * Reads a string as `%q` writes it (strconv.Quote), from the quote at `start`; null when no quote stands there. A
 * string that is never closed is read to its end and says so.
 */
export function readGoString(text: string, start: number): GoString | null {
  if (text[start] !== '"') return null;
  const parts: string[] = [];
  let i = start + 1;
  let from = i;
  while (i < text.length) {
    const c = text[i];
    if (c === '"') return { text: parts.join('') + text.slice(from, i), end: i + 1, closed: true };
    if (c !== '\\') {
      i++;
      continue;
    }
    parts.push(text.slice(from, i));
    const escape = escapeAt(text, i + 1);
    parts.push(escape.text);
    i += 1 + escape.length;
    from = i;
  }
  return { text: parts.join('') + text.slice(from), end: text.length, closed: false };
}
