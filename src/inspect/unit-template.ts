import type { ArgvWord } from '../formats/argv.js';
import { unglued } from '../formats/placeholders.js';
import { type TemplateText, withoutTags } from '../formats/template-text.js';
import type { ComponentArgv } from './component-argv.js';

/** A unit that a template makes, as systemd's rules can read it. */
export interface UnitTemplate {
  /** Lines that only steer the template have become comments, which systemd passes over inside a command too. */
  readonly text: string;
  /** The command line with every word open that stands in a condition or a loop. */
  readonly opened: (argv: ComponentArgv) => ComponentArgv;
}

/** The template behind a text of a unit; null when there are no tags in it. */
export function unitTemplate(text: string): UnitTemplate | null {
  if (!/\{\{|\{%|<%|%\{/.test(text)) return null;
  const template = withoutTags(unglued(text));
  const plain = template.text.split('\n');
  const rows = text.split('\n');
  const steers = (row: string, i: number): boolean =>
    row.trim() !== '' && (plain[i] ?? '').trim() === '' && !template.conditionAt(i + 1).open;
  const starts = rows.flatMap((row, i) => (/^\s*ExecStart\s*=/.test(row) ? [i + 1] : []));
  return {
    text: rows.map((row, i) => (steers(row, i) ? '#' : row)).join('\n'),
    opened: (argv) => ({ ...argv, words: argv.words.map((word) => openIn(word, template, starts)) }),
  };
}

function openIn(word: ArgvWord, template: TemplateText, starts: readonly number[]): ArgvWord {
  const { line } = word;
  if (line === undefined) return word;
  const { depth, tag } = template.conditionAt(line);
  const around = template.conditionAt(starts.findLast((start) => start <= line) ?? 1).depth;
  return depth <= around || tag === undefined ? word : { ...word, unresolved: [...(word.unresolved ?? []), tag] };
}
