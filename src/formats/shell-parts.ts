/** A stretch of a shell word. `at` is its offset in the script; `quoted` stretches are never split into words. */
export type ShellPart = ShellText | ShellParameter | ShellOpaque;

export interface ShellText {
  readonly kind: 'text';
  readonly text: string;
  readonly quoted: boolean;
  readonly at: number;
}

/** `$X`, `${X}`, `${X:-word}`, `"$@"`, `${X[@]}`. */
export interface ShellParameter {
  readonly kind: 'parameter';
  readonly name: string;
  /** `@`, `*` or an index, for `${X[…]}`. */
  readonly subscript: string;
  /** `-`, `=`, `+` or `?`, with a colon before it when empty counts as unset; empty for none. */
  readonly operator: string;
  readonly word: readonly ShellPart[];
  readonly raw: string;
  readonly quoted: boolean;
  readonly at: number;
}

/** What only a running shell could tell: `$(date)`, `$((1+2))`, `${X%.*}`, a backquote. */
export interface ShellOpaque {
  readonly kind: 'opaque';
  readonly raw: string;
  readonly quoted: boolean;
  readonly at: number;
}

/** Where text stands, and so what a backslash, a quote and a blank mean in it. */
type Mode = 'plain' | 'double' | 'heredoc' | 'braced' | 'braced-double';

export interface PartsRead {
  readonly parts: readonly ShellPart[];
  /** Offset of the first character after them. */
  readonly end: number;
}

// A word of a default may hold a default again; deeper than this it is not read but skipped.
const deepest = 20;

const plainRun: Readonly<Record<Mode, RegExp>> = {
  plain: /[^\s'"\\$`;&|()<>]+/y,
  double: /[^"\\$`\n]+/y,
  heredoc: /[^\\$`\n]+/y,
  braced: /[^}'"\\$`\n]+/y,
  'braced-double': /[^}"\\$`\n]+/y,
};
const stops: Readonly<Record<Mode, RegExp>> = {
  plain: /[ \t\r\n;&|()<>]/,
  double: /"/,
  heredoc: /(?!)/,
  braced: /}/,
  'braced-double': /}/,
};
const escapable: Readonly<Record<Mode, string>> = {
  plain: '',
  double: '$`"\\\n',
  heredoc: '$`\\\n',
  braced: '',
  'braced-double': '$`"\\\n}',
};
// A name goes on over a continued line end.
const special = /(?:\\\n)*(?:[A-Za-z_](?:(?:\\\n)*\w)*|[0-9@*#?$!-])/y;
const braced = /\$\{(?:([A-Za-z_]\w*)(?:\[([@*]|\d+)\])?|(\d+|[@*]))(:?[-=+?])?/y;

function matchAt(pattern: RegExp, text: string, index: number): RegExpExecArray | null {
  pattern.lastIndex = index;
  return pattern.exec(text);
}

/** The offset after what closes a substitution whose inside begins at `start`; the end of the text when nothing does. */
function endOfSubstitution(text: string, start: number, closer: string): number {
  const open = [closer];
  let i = start;
  while (i < text.length && open.length > 0) {
    const c = text[i] ?? '';
    const wanted = open.at(-1);
    if (c === '\\') i++;
    else if (c === wanted) open.pop();
    else if (c === "'" && wanted !== '"') {
      const end = text.indexOf("'", i + 1);
      i = end === -1 ? text.length : end;
    } else if (c === '"') open.push('"');
    else if (c === '$' && text[i + 1] === '{') open.push('}');
    else if (c === '(' && wanted !== '"') open.push(')');
    else if (c === '$' && text[i + 1] === '(') open.push(')');
    else if (c === '`') {
      const end = text.indexOf('`', i + 1);
      i = end === -1 ? text.length : end;
    }
    // `$(` and `${` open with two characters; the second must not be counted again.
    i += c === '$' && /[({]/.test(text[i + 1] ?? '') ? 2 : 1;
  }
  return Math.min(i, text.length);
}

interface PartRead {
  readonly part: ShellPart;
  readonly end: number;
}

/** What begins with a dollar or a backquote; a dollar that begins nothing is text. */
function readExpansion(text: string, at: number, quoted: boolean, depth: number): PartRead {
  const opaque = (end: number): PartRead => {
    return { part: { kind: 'opaque', raw: text.slice(at, end), quoted, at }, end };
  };
  if (text[at] === '`') {
    let end = at + 1;
    while (end < text.length && text[end] !== '`') end += text[end] === '\\' ? 2 : 1;
    return opaque(Math.min(end + 1, text.length));
  }
  const next = text[at + 1];
  if (next === '(') return opaque(endOfSubstitution(text, at + 2, ')'));
  if (next === '{') return readBraced(text, at, quoted, depth) ?? opaque(endOfSubstitution(text, at + 2, '}'));
  const written = matchAt(special, text, at + 1)?.[0];
  if (written === undefined) return { part: { kind: 'text', text: '$', quoted, at }, end: at + 1 };
  const name = written.replaceAll('\\\n', '');
  const end = at + 1 + written.length;
  const raw = text.slice(at, end);
  return { part: { kind: 'parameter', name, subscript: '', operator: '', word: [], raw, quoted, at }, end };
}

function readBraced(text: string, at: number, quoted: boolean, depth: number): PartRead | null {
  const match = matchAt(braced, text, at);
  if (match === null || depth >= deepest) return null;
  const [whole, variable, subscript = '', positional, operator = ''] = match;
  const inside = at + whole.length;
  const { parts: word, end } =
    operator === ''
      ? { parts: [], end: inside }
      : readParts(text, inside, quoted ? 'braced-double' : 'braced', depth + 1);
  if (text[end] !== '}') return null;
  const name = variable ?? positional ?? '';
  const raw = text.slice(at, end + 1);
  return { part: { kind: 'parameter', name, subscript, operator, word, raw, quoted, at }, end: end + 1 };
}

/**
 * Reads text up to the end of its mode: a word to the blank or operator after it, a default to its brace, a heredoc to
 * the end (XCU 2.2 quoting, 2.6 expansions). Text is cut at line ends, so that every part stands on one line.
 */
export function readParts(text: string, start: number, mode: Mode, depth = 0): PartsRead {
  const parts: ShellPart[] = [];
  const inQuotes = mode !== 'plain' && mode !== 'braced';
  let i = start;
  // After a continued line end comes a part of its own.
  let continued = false;
  const push = (piece: string, quoted: boolean, at: number): void => {
    const last = parts.at(-1);
    if (!continued && last?.kind === 'text' && last.quoted === quoted && !last.text.endsWith('\n')) {
      parts[parts.length - 1] = { ...last, text: last.text + piece };
    } else parts.push({ kind: 'text', text: piece, quoted, at });
    continued = false;
  };
  while (i < text.length) {
    const c = text[i] ?? '';
    if (stops[mode].test(c)) break;
    const next = text[i + 1];
    if (c === '\\') {
      if (next === undefined) push('\\', true, i);
      else if (inQuotes && !escapable[mode].includes(next)) push(`\\${next}`, true, i);
      else if (next === '\n') continued = true;
      else push(next, true, i);
      i += 2;
    } else if (c === '$' || c === '`') {
      const { part, end } = readExpansion(text, i, inQuotes, depth);
      if (part.kind === 'text') push(part.text, part.quoted, part.at);
      else parts.push(part);
      i = end;
    } else if (c === "'" && !inQuotes) {
      const close = text.indexOf("'", i + 1);
      const end = close === -1 ? text.length : close;
      pushLines(text.slice(i + 1, end), i + 1, push);
      i = end + 1;
    } else if (c === '"' && mode !== 'heredoc') {
      if (mode === 'braced-double') i++;
      else {
        const inner = readParts(text, i + 1, 'double', depth);
        // Empty quotes are a word of their own; with "$@" in them they may be none.
        if (inner.parts.length === 0) push('', true, i + 1);
        for (const part of inner.parts) parts.push(part);
        i = inner.end + 1;
      }
    } else {
      const run = matchAt(plainRun[mode], text, i)?.[0] ?? c;
      push(run, inQuotes, i);
      i += run.length;
    }
  }
  return { parts, end: Math.min(i, text.length) };
}

/** Line by line; nothing at all is still a quoted empty text, which makes a word. */
function pushLines(text: string, at: number, push: (piece: string, quoted: boolean, at: number) => void): void {
  let offset = 0;
  for (const line of text.split(/(?<=\n)/)) {
    push(line, true, at + offset);
    offset += line.length;
  }
}
