import { isKnownComponent } from '../kernel/component.js';
import type { ArgvWord } from './argv.js';
import { commandForm, formOfHeader, formOfRows, type PsForm } from './ps-forms.js';
import { type BrokenLine, belongTogether, flagNameIn, isProse, type IsFlagName, rejoin } from './rejoin.js';

/** One process of a listing; its words are what the text shows, split at blanks. */
export interface PsProcess {
  readonly pid?: number;
  /** Line of the text on which it begins, from 1. */
  readonly line: number;
  readonly words: readonly ArgvWord[];
  /** Why the row may have been cut off, in plain words; undefined when nothing says so. */
  readonly truncated?: string;
}

export interface PsListing {
  /** Read one after the other, as they are asked for. */
  readonly processes: Iterable<PsProcess>;
  /** The form of the rows: `aux`, `ef`, `ax`, `pid` or `command`. */
  readonly form: string;
}

interface Row {
  readonly line: number;
  readonly pid?: number;
  readonly form: PsForm;
  /** The physical lines: the first without its columns. */
  readonly parts: { readonly text: string; readonly line: number; readonly column: number }[];
}

function wordsOf(part: { readonly text: string; readonly column: number }): { text: string; column: number }[] {
  return [...part.text.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: part.column + match.index }));
}

function isProgram(word: string): boolean {
  return isKnownComponent(word.slice(word.lastIndexOf('/') + 1));
}

/**
 * Whether a line without columns goes on with the row before it. Without columns nothing but the text can say so:
 * the row before ends in the middle of something, or this line begins with a flag.
 */
function goesOn(previous: string, line: string, isFlagName: IsFlagName): boolean {
  const right = /\S+/.exec(line)?.[0] ?? '';
  if (right.startsWith('-')) return true;
  const left = /\S+$/.exec(previous.trimEnd())?.[0] ?? '';
  if (/[-=,]$/.test(left)) return true;
  // One word on each line (`tr '\\0' '\\n'`): what stands behind the name of a flag is its value.
  const alone = left === previous.trim() && right === line.trim();
  if (alone && isFlagName(flagNameIn(left) ?? '') && !left.includes('=')) return !isProgram(right);
  return left.startsWith('--') && !left.includes('=') && belongTogether(left, right, true, isFlagName);
}

// `ps f` draws who started whom before the command.
const branch = /^[\s|`]*\\_\s+/;
// The next command in a copied session.
const prompt = /^[^=\s]{0,80}[ \]]?[$#] \S/;
// What ends a tree of systemctl status: the journal after it, or the next unit.
const afterTree = /^(?:\s*$|[●○×↻*] |[A-Z][a-z]{2} [ \d]\d \d\d:\d\d|\s*[A-Z][A-Za-z ]{2,20}: )/;

/**
 * Reads what `ps`, `pgrep -a`, `top -c`, `systemctl status` or `pstree -a` printed, with or without a header, several
 * listings one after the other as well. Rows that were broken over several lines are put together with the help of the
 * flag names. Never throws.
 */
export function readPs(text: string, isFlagName: IsFlagName): PsListing {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  let form = lines.some((line) => formOfHeader(line) !== null) ? null : formOfRows(lines);
  const rows: Row[] = [];
  const names = new Set<string>();
  let open = true;
  let afterBlank = false;
  for (const [i, line] of lines.entries()) {
    const announced = formOfHeader(line);
    form = announced ?? form;
    if (announced !== null) open = false;
    // What stands before the first header is no part of the listing.
    if (announced !== null || form === null || line.trim() === '') {
      if (form?.tree === true) open = false;
      afterBlank = true;
      continue;
    }
    const match = form.row.exec(line);
    const last = rows.at(-1);
    // A person goes on talking behind an empty line, unless the row is plainly not at its end.
    if (match === null && (isProse(line) || (afterBlank && !goesOnAfter(last, line, isFlagName)))) open = false;
    afterBlank = false;
    if (match === null || (form === commandForm && goesOnAfter(last, line, isFlagName))) {
      if (prompt.test(line) || (form.tree === true && afterTree.test(line))) open = false;
      if (open) last?.parts.push({ text: line, line: i + 1, column: 1 });
      continue;
    }
    names.add(form.name);
    open = true;
    rows.push(rowOf(line, i + 1, match[0], form));
  }
  const widths = widthsOf(lines);
  return { form: [...names].join(', '), processes: processesOf(rows, widths, isFlagName) };
}

function* processesOf(rows: readonly Row[], widths: Widths, isFlagName: IsFlagName): Generator<PsProcess> {
  for (const row of rows) yield processOf(row, widths, isFlagName);
}

function goesOnAfter(row: Row | undefined, line: string, isFlagName: IsFlagName): boolean {
  return row !== undefined && goesOn(row.parts.at(-1)?.text ?? '', line, isFlagName);
}

function rowOf(line: string, number: number, columns: string, form: PsForm): Row {
  const start = columns.length + (branch.exec(line.slice(columns.length))?.[0].length ?? 0);
  const field = form.tree === true ? /\d+/.exec(columns)?.[0] : columns.trim().split(/\s+/)[form.pid ?? -1];
  const pid = field === undefined ? undefined : Number(field);
  const part = { text: line.slice(start), line: number, column: start + 1 };
  return { line: number, parts: [part], form, ...(pid === undefined ? {} : { pid }) };
}

/** How many lines have which width; counted once, since every row asks. */
interface Widths {
  readonly counts: ReadonlyMap<number, number>;
  readonly longest: number;
}

function widthsOf(lines: readonly string[]): Widths {
  const counts = new Map<number, number>();
  let longest = 0;
  for (const { length } of lines) {
    counts.set(length, (counts.get(length) ?? 0) + 1);
    longest = Math.max(longest, length);
  }
  return { counts, longest };
}

/** A line end inside the name of the program: only together do its parts name one. */
function joinedPrograms(parts: Row['parts']): Row['parts'] {
  const [first, second, ...rest] = parts;
  if (first === undefined || second === undefined) return parts;
  const left = /\S{1,300}$/.exec(first.text)?.[0] ?? '';
  const right = /^\S{1,300}/.exec(second.text)?.[0] ?? '';
  if (isProgram(left) || !isProgram(left + right)) return parts;
  const text = second.text.slice(right.length);
  return [{ ...first, text: first.text + right }, { ...second, text, column: second.column + right.length }, ...rest];
}

function processOf(row: Row, widths: Widths, isFlagName: IsFlagName): PsProcess {
  const broken = joinedPrograms(row.parts).map((part): BrokenLine => ({
    words: wordsOf(part),
    line: part.line,
    endsWord: false,
  }));
  const words = rejoin(broken, isFlagName);
  const truncated = truncation(row, words, widths);
  return {
    line: row.line,
    words: truncated === undefined ? words : markCut(words, row.form),
    ...(row.pid === undefined ? {} : { pid: row.pid }),
    ...(truncated === undefined ? {} : { truncated }),
  };
}

// A listing that says so itself: systemd and ps -w print an ellipsis, top a plus.
function isCut(word: string, form: PsForm): boolean {
  return word.includes('…') || /[^.]\.\.\.$/.test(word) || (form.name === 'top' && word.endsWith('+'));
}

function markCut(words: readonly ArgvWord[], form: PsForm): readonly ArgvWord[] {
  return words.map((word, i) => {
    return i === words.length - 1 || isCut(word.text, form) ? { ...word, truncated: true } : word;
  });
}

// What a kernel before 4.2 keeps of a command line, and the width of a terminal that ps was given.
const knownWidths: ReadonlySet<number> = new Set([80, 132, 4095, 4096]);

function truncation(row: Row, words: readonly ArgvWord[], widths: Widths): string | undefined {
  const last = words.at(-1)?.text ?? '';
  if (words.some(({ text }) => isCut(text, row.form))) return 'it has an ellipsis in it';
  const unfinished = last.includes('=') ? last.endsWith(',') : last.endsWith('-');
  if (last === '-' || (last.startsWith('--') && unfinished)) return 'it ends in the middle of a flag';
  const [only] = row.parts;
  if (row.parts.length !== 1 || only === undefined) return undefined;
  const width = only.column - 1 + only.text.length;
  if (knownWidths.has(width) || only.text.length === 4095 || only.text.length === 4096) {
    return `the row is exactly ${width} characters wide`;
  }
  const sameWidth = widths.counts.get(width) ?? 0;
  return sameWidth > 2 && width === widths.longest && width >= 60
    ? `several rows end at the same column, ${width}`
    : undefined;
}
