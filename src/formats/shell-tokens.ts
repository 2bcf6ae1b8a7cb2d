import { readParts, type ShellPart } from './shell-parts.js';

export interface ShellWordToken {
  readonly kind: 'word';
  readonly parts: readonly ShellPart[];
  /** As written, quotes included; reserved words and operators in it count only without quotes. */
  readonly raw: string;
  readonly at: number;
}

/** `;`, `;;`, `&`, `&&`, `|`, `||`, `(`, `)` or a line end. */
export interface ShellOperatorToken {
  readonly kind: 'operator';
  readonly text: string;
  readonly at: number;
}

export interface ShellRedirectionToken {
  readonly kind: 'redirection';
  /** `>`, `>>`, `<`, `2>&`, `<<`, `<<-`, `<<<`, …; with the file descriptor when one is given. */
  readonly text: string;
  /** Where it goes to or comes from; for a heredoc its delimiter. */
  readonly word: ShellWordToken | null;
  readonly heredoc?: HeredocText;
  readonly at: number;
}

/** A heredoc as it stands in the script. */
export interface HeredocText {
  /** The delimiter was quoted: nothing in the body means anything. */
  readonly quoted: boolean;
  readonly body: string;
  /** Offset of the body. */
  readonly at: number;
  /** `<<-`: tabs at line starts are dropped. */
  readonly dropsTabs: boolean;
  /** The delimiter never comes. */
  readonly open: boolean;
}

export type ShellToken = ShellWordToken | ShellOperatorToken | ShellRedirectionToken;

const redirection = /(?:\d*(?:<<<|<<-|<<|<>|<&|>>|>&|>\||<|>)|&>>?)/y;
const operator = /;;&?|;&|&&|\|\||\|&|[;&|()\n]/y;

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/** Past blanks and continued line ends. */
function skipBlanks(text: string, start: number): number {
  let i = start;
  for (;;) {
    if (/[ \t\r]/.test(text[i] ?? '')) i++;
    else if (text[i] === '\\' && text[i + 1] === '\n') i += 2;
    else return i;
  }
}

function readWord(text: string, at: number): { readonly word: ShellWordToken; readonly end: number } {
  const { parts, end } = readParts(text, at, 'plain');
  return { word: { kind: 'word', parts, raw: text.slice(at, end), at }, end };
}

/** The delimiter of a heredoc after its quotes are gone: whatever stands there, nothing is expanded in it. */
function delimiterOf(word: ShellWordToken): string {
  return word.parts.map((part) => (part.kind === 'text' ? part.text : part.raw)).join('');
}

function readHeredoc(
  text: string,
  at: number,
  word: ShellWordToken,
  dropsTabs: boolean,
): { readonly heredoc: HeredocText; readonly end: number } {
  const delimiter = delimiterOf(word);
  const quoted = /['"\\]/.test(word.raw);
  let i = at;
  while (i < text.length) {
    const lineEnd = text.indexOf('\n', i);
    const end = lineEnd === -1 ? text.length : lineEnd;
    const line = text.slice(i, end).replace(/\r$/, '');
    if ((dropsTabs ? line.replace(/^\t+/, '') : line) === delimiter) {
      return { heredoc: { quoted, body: text.slice(at, i), at, dropsTabs, open: false }, end };
    }
    // A line that a backslash takes on cannot be the delimiter (XCU 2.7.4), but only where backslashes mean something.
    i = end + 1;
    if (!quoted && /(?:^|[^\\])(?:\\\\)*\\$/.test(line) && end < text.length) {
      const next = text.indexOf('\n', i);
      i = next === -1 ? text.length : next + 1;
    }
  }
  return { heredoc: { quoted, body: text.slice(at), at, dropsTabs, open: true }, end: text.length };
}

/**
 * Divides a script of a POSIX shell into words, operators and redirections (XCU 2.3); what bash adds to redirections is
 * known too. Bodies of heredocs belong to their redirection. Never throws; takes time linear in the text.
 */
export function shellTokens(text: string): readonly ShellToken[] {
  const tokens: ShellToken[] = [];
  let waiting: { index: number; word: ShellWordToken; dropsTabs: boolean }[] = [];
  let i = skipBlanks(text, 0);
  while (i < text.length) {
    const at = i;
    if (text[i] === '#') {
      const end = text.indexOf('\n', i);
      i = end === -1 ? text.length : end;
      continue;
    }
    const redirected = matchAt(redirection, text, i);
    const op = redirected === '' ? matchAt(operator, text, i) : '';
    if (redirected !== '') {
      i = skipBlanks(text, i + redirected.length);
      const hasWord = i < text.length && !/[\n;&|()<>]/.test(text[i] ?? '');
      const { word, end } = hasWord ? readWord(text, i) : { word: null, end: i };
      if (word !== null && /^\d*<<-?$/.test(redirected)) {
        waiting.push({ index: tokens.length, word, dropsTabs: redirected.endsWith('-') });
      }
      tokens.push({ kind: 'redirection', text: redirected, word, at });
      i = end;
    } else if (op === '\n') {
      tokens.push({ kind: 'operator', text: '\n', at });
      i++;
      for (const { index, word, dropsTabs } of waiting) {
        const { heredoc, end } = readHeredoc(text, i, word, dropsTabs);
        const token = tokens[index];
        if (token?.kind === 'redirection') tokens[index] = { ...token, heredoc };
        i = Math.min(end + 1, text.length);
      }
      waiting = [];
    } else if (op !== '') {
      tokens.push({ kind: 'operator', text: op, at });
      i += op.length;
    } else {
      const { word, end } = readWord(text, i);
      tokens.push(word);
      i = Math.max(end, at + 1);
    }
    i = skipBlanks(text, i);
  }
  return tokens;
}
