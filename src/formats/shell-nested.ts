import type { ArgvWord } from './argv.js';
import { startBefore } from './line-places.js';
import type { Heredoc } from './shell-heredoc.js';
import type { NestedScript } from './shell-run.js';
import type { ShellVariable } from './shell-scope.js';
import { isKnown, type ShellPiece, type ShellPlace, textOf } from './shell-values.js';

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh']);

/** Whether a program is a shell, by its name alone. */
export function isShell(program: string): boolean {
  return shells.has(program.slice(program.lastIndexOf('/') + 1));
}

/** The script in `sh -c SCRIPT [NAME [ARGUMENT…]]`; null when the words are nothing of the kind. */
export function scriptArgument(
  words: readonly ArgvWord[],
  fields: readonly (readonly ShellPiece[])[],
  environment: readonly ShellVariable[],
): NestedScript | null {
  if (!isShell(words[0]?.text ?? '')) return null;
  let i = 1;
  let asks = false;
  while (/^[-+]./.test(words[i]?.text ?? '')) {
    const option = words[i]?.text ?? '';
    if (/^-[A-Za-z]*c/.test(option)) asks = true;
    // `-o pipefail` has a name after it.
    i += /^[-+][A-Za-z]*o$/.test(option) ? 2 : 1;
  }
  const script = fields[i];
  if (!asks || script === undefined) return null;
  return {
    text: textOf(script),
    placeOf: placesIn(script),
    positional: fields.slice(i + 2),
    environment,
    open: !isKnown(script),
  };
}

/** The script in `bash <<EOF`; null when the shell gets its script from elsewhere. */
export function heredocScript(
  words: readonly ArgvWord[],
  indexes: readonly number[],
  heredocs: readonly Heredoc[],
  environment: readonly ShellVariable[],
): NestedScript | null {
  const last = indexes.at(-1);
  const heredoc = last === undefined ? undefined : heredocs[last];
  const options = words.slice(1).every(({ text }) => text.startsWith('-'));
  if (heredoc === undefined || !isShell(words[0]?.text ?? '') || !options) return null;
  const placeOf = (offset: number): ShellPlace => {
    const before = heredoc.body.slice(0, offset);
    const line = before.split('\n').length - 1;
    return { line: heredoc.lines[line] ?? heredoc.line, column: offset - before.lastIndexOf('\n') };
  };
  const open = heredoc.unresolved.length > 0;
  return { text: heredoc.body, placeOf, positional: [], environment, open };
}

/** Places of a text that was put together from pieces. */
function placesIn(pieces: readonly ShellPiece[]): (offset: number) => ShellPlace {
  const starts: number[] = [];
  let length = 0;
  for (const { text } of pieces) {
    starts.push(length);
    length += text.length;
  }
  return (offset) => {
    const index = startBefore(starts, offset);
    const piece = pieces[index];
    if (piece === undefined) return { line: 1, column: 1 };
    const { line, column, file } = piece;
    return { line, column: column + offset - (starts[index] ?? 0), ...(file === undefined ? {} : { file }) };
  };
}
