import type { ArgvWord } from './argv.js';
import { type ShellScope, valueOf } from './shell-expansion.js';
import type { WrittenTo } from './shell-run.js';
import type { ShellRedirectionToken } from './shell-tokens.js';
import { textOf } from './shell-values.js';

/** The file that the standard output of a command goes to; the last redirection counts. */
export function redirectedTo(redirections: readonly ShellRedirectionToken[], scope: ShellScope): WrittenTo | null {
  const out = redirections.filter(({ text, word }) => word !== null && /^(?:1?>>?|1?>\||&>>?)$/.test(text)).at(-1);
  const path = out?.word == null ? '' : textOf(valueOf(out.word.parts, scope));
  return out === undefined || path === '' || path === '/dev/null' ? null : { path, appends: out.text.endsWith('>>') };
}

/** The file that a program writes its standard input to: `tee FILE`, `dd of=FILE`, `install … /dev/stdin FILE`. */
export function writtenByProgram(words: readonly ArgvWord[]): WrittenTo | null {
  const [program = '', ...rest] = words.map(({ text }) => text);
  const name = program.slice(program.lastIndexOf('/') + 1);
  const operands = rest.filter((text) => !text.startsWith('-'));
  if (name === 'tee' && operands[0] !== undefined) {
    return { path: operands[0], appends: rest.some((text) => text === '-a' || text === '--append') };
  }
  const of = name === 'dd' ? rest.find((text) => text.startsWith('of=')) : undefined;
  if (of !== undefined) return { path: of.slice('of='.length), appends: false };
  const last = operands.at(-1);
  if (
    ['install', 'cp'].includes(name) &&
    last !== undefined &&
    operands.includes('/dev/stdin') &&
    last !== '/dev/stdin'
  ) {
    return { path: last, appends: false };
  }
  return null;
}
