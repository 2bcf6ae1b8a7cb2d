/** A word of a shell command after quotes are removed. */
export interface ShellWord {
  readonly text: string;
  /** Expansions in it that only the shell could do, as written: `$X`, `${X}`, `$(…)`, a backquote. */
  readonly unresolved: readonly string[];
}

const expansion = /\$(?:[A-Za-z_]\w*|\{[^}]*\}?|\(|[0-9@*#?!$-])|`/y;
const plain = /[^\s'"\\$`;&|()<>]+/y;
const operator = /[;&|()\n]|[0-9]*[<>][<>&|]*/y;

function matchAt(pattern: RegExp, text: string, index: number): string {
  pattern.lastIndex = index;
  return pattern.exec(text)?.[0] ?? '';
}

/**
 * Splits a line of POSIX shell into its simple commands and their words (XCU 2.2 and 2.3): quotes and backslashes
 * removed, `;`, `&`, `|`, parentheses and line ends between commands, redirections left out. Nothing is expanded.
 */
export function splitShellCommands(text: string): readonly (readonly ShellWord[])[] {
  const commands: ShellWord[][] = [[]];
  let i = 0;
  while (i < text.length) {
    const c = text[i] ?? '';
    if (c === ' ' || c === '\t' || c === '\r') {
      i++;
      continue;
    }
    if (c === '\\' && text[i + 1] === '\n') {
      i += 2;
      continue;
    }
    if (c === '#') {
      const end = text.indexOf('\n', i);
      i = end === -1 ? text.length : end;
      continue;
    }
    const op = matchAt(operator, text, i);
    if (op !== '') {
      i += op.length;
      if (/[<>]/.test(op)) {
        while (text[i] === ' ' || text[i] === '\t') i++;
        if (i < text.length && matchAt(operator, text, i) === '' && text[i] !== '\n') i = takeWord(text, i).end;
      } else commands.push([]);
      continue;
    }
    const { word, end } = takeWord(text, i);
    commands.at(-1)?.push(word);
    i = end;
  }
  return commands.filter((command) => command.length > 0);
}

function takeWord(text: string, start: number): { readonly word: ShellWord; readonly end: number } {
  const parts: string[] = [];
  const unresolved: string[] = [];
  let i = start;
  let quoted = false;
  const takeExpansion = (): void => {
    const found = matchAt(expansion, text, i);
    if (found !== '') unresolved.push(found);
    parts.push(found === '' ? (text[i] ?? '') : found);
    i += Math.max(1, found.length);
  };
  while (i < text.length) {
    const c = text[i] ?? '';
    if (quoted) {
      if (c === '"') {
        quoted = false;
        i++;
      } else if (c === '\\' && '$`"\\\n'.includes(text[i + 1] ?? ' ')) {
        if (text[i + 1] !== '\n') parts.push(text[i + 1] ?? '');
        i += 2;
      } else if (c === '$' || c === '`') takeExpansion();
      else {
        parts.push(c);
        i++;
      }
    } else if (/[\s;&|()<>]/.test(c)) break;
    else if (c === "'") {
      const end = text.indexOf("'", i + 1);
      parts.push(text.slice(i + 1, end === -1 ? text.length : end));
      i = end === -1 ? text.length : end + 1;
    } else if (c === '"') {
      quoted = true;
      i++;
    } else if (c === '\\') {
      if (text[i + 1] !== '\n') parts.push(text[i + 1] ?? '');
      i += 2;
    } else if (c === '$' || c === '`') takeExpansion();
    else {
      const found = matchAt(plain, text, i);
      parts.push(found === '' ? c : found);
      i += Math.max(1, found.length);
    }
  }
  return { word: { text: parts.join(''), unresolved }, end: Math.max(i, start + 1) };
}

/** Writes one word so that a POSIX shell gives back exactly this value. */
export function quoteShellWord(value: string): string {
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", String.raw`'\''`)}'`;
}
