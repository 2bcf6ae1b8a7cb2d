import { fail } from '../kernel/problem.js';
import { controlEscapes } from './c-escapes.js';

/** A word of a systemd setting after quotes and escapes are gone; specifiers and variables are still in it. */
export interface SystemdWord {
  readonly text: string;
  /** Offset of its first character in the text that was split. */
  readonly offset: number;
}

export interface SystemdWords {
  readonly words: readonly SystemdWord[];
  /** A quote is never closed: systemd ignores the whole line. The words are a lenient reading. */
  readonly unbalanced: boolean;
  /** Escapes systemd does not know; it keeps them with their backslash and logs a warning. */
  readonly unknownEscapes: readonly SystemdWord[];
}

// Everything that needs no quotes anywhere in a command line; % and $ are doubled before.
const plainWord = /^[A-Za-z0-9_@%$+=:,./-]+$/;

/**
 * Writes one argument so that systemd hands the program exactly this value: `%` and `$` doubled (specifiers and
 * variables are expanded after unquoting), the rest in double quotes with C escapes where needed (systemd.service(5),
 * "Command lines"). A line feed, NUL or half a surrogate pair is refused with `input-unquotable`.
 */
export function quoteExecArgument(value: string): string {
  if (/[\0\n]|\p{Surrogate}/u.test(value)) {
    fail('input-unquotable', {
      what: 'a value for a unit holds a line feed, a NUL or half a character',
      expected: 'one line of Unicode text',
      fix: 'put the text into a file and name the file',
    });
  }
  const doubled = value.replaceAll('%', '%%').replaceAll('$', '$$$$');
  if (plainWord.test(doubled)) return doubled;
  const escaped = doubled.replace(/["\\]/g, String.raw`\$&`).replace(/[\u0001-\u001f\u007f]/g, (c) => {
    return String.raw`\x${c.charCodeAt(0).toString(16).padStart(2, '0')}`;
  });
  return `"${escaped}"`;
}

const simpleEscapes: Readonly<Record<string, string>> = {
  ...controlEscapes,
  s: ' ',
  '\\': '\\',
  '"': '"',
  "'": "'",
};

// \xHH and \NNN are bytes, \u and \U are characters; NUL is never accepted.
const numericEscape = /x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-3][0-7]{2})/y;

interface Escape {
  readonly bytes: Buffer;
  /** Characters after the backslash that belong to it. */
  readonly length: number;
}

function escapeAt(text: string, index: number): Escape | null {
  const simple = simpleEscapes[text[index] ?? ''];
  if (simple !== undefined) return { bytes: Buffer.from(simple), length: 1 };
  numericEscape.lastIndex = index;
  const match = numericEscape.exec(text);
  if (match === null) return null;
  const byte = match[1] === undefined ? match[4] && Number.parseInt(match[4], 8) : Number.parseInt(match[1], 16);
  if (typeof byte === 'number') return byte === 0 ? null : { bytes: Buffer.from([byte]), length: match[0].length };
  const point = Number.parseInt(match[2] ?? match[3] ?? '', 16);
  const valid = point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff);
  return valid ? { bytes: Buffer.from(String.fromCodePoint(point)), length: match[0].length } : null;
}

const blanks = /[ \t\r\n]*/y;
const run = { '': /[^ \t\r\n\\"']+/y, '"': /[^"\\]+/y, "'": /[^'\\]+/y } as const;

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * Splits as systemd's extract_first_word does: quotes group anywhere inside a word. In settings backslashes begin C
 * escapes (CUNESCAPE); in the value of a variable they only take away the meaning of the next character.
 */
export function splitSystemdWords(text: string, backslashes: 'escape' | 'quote' = 'escape'): SystemdWords {
  const words: SystemdWord[] = [];
  const unknownEscapes: SystemdWord[] = [];
  let unbalanced = false;
  let i = matchAt(blanks, text, 0).length;
  while (i < text.length) {
    const offset = i;
    const parts: (string | Buffer)[] = [];
    let quote: '' | '"' | "'" = '';
    while (i < text.length) {
      const c = text[i] ?? '';
      if (quote === '' && /[ \t\r\n]/.test(c)) break;
      if (c === '\\' && backslashes === 'quote') {
        parts.push(text.slice(i + 1, i + 2));
        i += 2;
      } else if (c === '\\') {
        const escape = escapeAt(text, i + 1);
        if (escape === null) {
          const kept = text.slice(i, i + 2);
          unknownEscapes.push({ text: kept, offset: i });
          parts.push(kept);
          i += kept.length;
        } else {
          parts.push(escape.bytes);
          i += 1 + escape.length;
        }
      } else if (quote === '' && (c === '"' || c === "'")) {
        quote = c;
        i++;
      } else if (c === quote) {
        quote = '';
        i++;
      } else {
        const plain = matchAt(run[quote], text, i);
        parts.push(plain);
        i += plain.length;
      }
    }
    if (quote !== '') unbalanced = true;
    words.push({ text: joined(parts), offset });
    i += matchAt(blanks, text, i).length;
  }
  return { words, unbalanced, unknownEscapes };
}

/** Bytes from escapes may make up one character together, so they are decoded as a whole. */
function joined(parts: readonly (string | Buffer)[]): string {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part))).toString('utf8');
}
