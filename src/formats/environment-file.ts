/** One `NAME=value` of an EnvironmentFile; the value as the program gets it. */
export interface EnvironmentEntry {
  readonly name: string;
  readonly value: string;
  /** Line of the name, from 1. */
  readonly line: number;
}

export interface EnvironmentFile {
  readonly entries: readonly EnvironmentEntry[];
  /** Lines systemd ignores: no `=`, or a name that is no variable name (`export X=1`). */
  readonly ignored: readonly { readonly line: number; readonly text: string }[];
}

const validName = /^[A-Za-z_][A-Za-z0-9_]*$/;
const lineEnd = (c: string): boolean => c === '\n' || c === '\r';
const blank = (c: string): boolean => c === ' ' || c === '\t' || lineEnd(c);

/**
 * Reads an EnvironmentFile by the rules of systemd's parse_env_file (252): quotes as in a shell, backslash continuation,
 * whole-line comments with `#` or `;`, no expansion. A carriage return ends a line as well, so that of a continued line
 * with CRLF nothing is left to continue. Never throws.
 */
export function readEnvironmentFile(text: string): EnvironmentFile {
  const entries: EnvironmentEntry[] = [];
  const ignored: { line: number; text: string }[] = [];
  // A byte order mark is not taken away: it makes the first name one that systemd ignores.
  const source = text;
  let i = 0;
  let line = 1;

  /** Takes one character and counts lines. */
  const take = (): string => {
    const c = source[i] ?? '';
    i++;
    if (c === '\n' || (c === '\r' && source[i] !== '\n')) line++;
    return c;
  };

  /** To the end of the line; in a comment a backslash takes the next line in. */
  const skipLine = (comment: boolean): void => {
    while (i < source.length) {
      const c = take();
      if (lineEnd(c)) return;
      if (comment && c === '\\') take();
    }
  };

  while (i < source.length) {
    const c = source[i] ?? '';
    if (blank(c)) take();
    else if (c === '#' || c === ';') skipLine(true);
    else {
      const start = line;
      let end = i;
      while (end < source.length && !lineEnd(source.charAt(end))) end++;
      const rest = source.slice(i, end);
      // What a line begins with belongs to the name, an equals sign too.
      const equals = rest.indexOf('=', 1);
      if (equals === -1) {
        ignored.push({ line: start, text: rest.trimEnd() });
        skipLine(false);
        continue;
      }
      const name = rest.slice(0, equals).trimEnd();
      i += equals + 1;
      const value = takeValue(take, () => source[i] ?? '');
      if (validName.test(name)) entries.push({ name, value, line: start });
      else ignored.push({ line: start, text: name });
    }
  }
  return { entries, ignored };
}

/** One value: quoted and plain parts in a row, blanks around them dropped, to the end of the line. */
function takeValue(take: () => string, peek: () => string): string {
  const parts: string[] = [];
  while (peek() !== '') {
    const c = take();
    if (lineEnd(c)) break;
    if (blank(c)) continue;
    if (c === "'") parts.push(takeUntil(take, peek, "'", false));
    else if (c === '"') parts.push(takeUntil(take, peek, '"', true));
    else {
      parts.push(takePlain(take, peek, c));
      break;
    }
  }
  return parts.join('');
}

function takeUntil(take: () => string, peek: () => string, quote: string, escapes: boolean): string {
  const parts: string[] = [];
  while (peek() !== '') {
    const c = take();
    if (c === quote) break;
    if (c !== '\\' || !escapes) parts.push(c);
    else {
      const next = peek() === '' ? '' : take();
      if ('"\\`$'.includes(next)) parts.push(next);
      else if (next !== '\n') parts.push('\\', next);
    }
  }
  return parts.join('');
}

/** Unquoted text: quotes inside it are plain characters, a backslash takes the next character as it is. */
function takePlain(take: () => string, peek: () => string, first: string): string {
  const parts: string[] = [];
  let keep = 0;
  let c = first;
  for (;;) {
    if (lineEnd(c)) break;
    if (c === '\\') {
      const next = peek() === '' ? '' : take();
      if (!lineEnd(next)) parts.push(next);
      keep = parts.length;
    } else {
      parts.push(c);
      if (!blank(c)) keep = parts.length;
    }
    if (peek() === '') break;
    c = take();
  }
  return parts.slice(0, keep).join('');
}

/** Lays out an EnvironmentFile; every value in double quotes, so that it is read back as it is. */
export function writeEnvironmentFile(entries: readonly { readonly name: string; readonly value: string }[]): string {
  return entries.map(({ name, value }) => `${name}="${value.replace(/["\\`$]/g, String.raw`\$&`)}"\n`).join('');
}
