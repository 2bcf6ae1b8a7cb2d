import type { ArgvWord } from '../formats/argv.js';
import { type PlainText, plainText } from '../formats/pasted-text.js';
import { gluePlaceholders } from '../formats/placeholders.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { TextKind } from '../kernel/source-kinds.js';
import type { ComponentArgv } from './component-argv.js';
import { withPlaceholders } from './placeholder-words.js';

/** What running programs wrote: it is what it says, and nobody retyped it. */
const verbatim: ReadonlySet<TextKind> = new Set(['proc', 'log', 'flagz', 'container']);

/** Kinds whose words stand between blanks, so that a placeholder with blanks in it must be held together. */
const blanked: ReadonlySet<TextKind> = new Set([
  'unit',
  'systemctl-show',
  'args-file',
  'env-file',
  'ps',
  'running-line',
  'supervisord',
] as const);
const shellLike: ReadonlySet<TextKind> = new Set(['guide', 'script', 'docker'] as const);

/** A text without what copying did to it. */
export interface CopiedText extends PlainText {
  readonly problems: readonly Problem[];
}

/** Undoes what copying did; a file of a host, and anything with a NUL in it, is what it is. */
export function copiedText(text: string, label: string, exact: boolean): CopiedText {
  if (exact || text.includes('\0')) return { text, changed: new Map(), signs: 0, prefixes: [], problems: [] };
  const plain = plainText(text);
  const { signs, prefixes, changed } = plain;
  const [firstLine] = changed.keys();
  const where = { file: label, ...(signs === 0 || firstLine === undefined ? {} : { line: firstLine }) };
  const typographic = problem('input-rejoined', {
    severity: 'warning',
    where,
    what: `${signs} ${signs === 1 ? 'line has' : 'lines have'} typographic dashes or quotes, read as the plain ones that they replace`,
    expected: '-- and plain quotes; a component does not start with a word that begins with another dash',
  });
  const before = prefixes.map((name) =>
    problem('input-rejoined', {
      severity: 'warning',
      where: { file: label },
      what: `the lines begin with ${name}, which were taken off`,
    }),
  );
  return { problems: [...(signs === 0 ? [] : [typographic]), ...before], ...plain };
}

/** Holds placeholders with blanks in them together, as the kind allows it. */
export function heldTogether(text: string, kind: TextKind | null): string {
  if (kind !== null && !blanked.has(kind) && !shellLike.has(kind)) return text;
  return gluePlaceholders(text, { angles: kind === null || blanked.has(kind) });
}

function asCopied(word: ArgvWord, changed: ReadonlyMap<number, string>): ArgvWord {
  const before = word.line === undefined ? undefined : changed.get(word.line);
  return before === undefined || before.includes(word.text) ? word : { ...word, reconstructed: true };
}

/** The command line with what copying has changed marked, and placeholders left open. */
export function asWritten(argv: ComponentArgv, { changed }: Pick<PlainText, 'changed'>): ComponentArgv {
  if (verbatim.has(argv.source.kind as TextKind)) return argv;
  const words = changed.size === 0 ? argv.words : argv.words.map((word) => asCopied(word, changed));
  // Where copying has changed something, what systemd would refuse may be its doing.
  const problems = changed.size === 0 ? argv.problems : argv.problems.filter((p) => p.code !== 'input-unit-refused');
  return withPlaceholders({ ...argv, words, problems });
}
