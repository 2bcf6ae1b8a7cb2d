import type { ArgvWord } from './argv.js';
import { type BrokenLine, belongTogether, type IsFlagName, rejoin } from './rejoin.js';

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
  readonly processes: readonly PsProcess[];
  /** The form of the rows: `aux`, `ef`, `ax`, `pid` or `command`. */
  readonly form: string;
}

interface Form {
  readonly name: string;
  /** Matches everything before the command of a row. */
  readonly row: RegExp;
  /** Which field is the process id, when there is one. */
  readonly pid?: number;
}

const forms: readonly Form[] = [
  {
    name: 'aux',
    row: /^\S+\s+\d+\s+\d+(?:\.\d+)?\s+\d+(?:\.\d+)?\s+\d+\s+\d+\s+\S+\s+[A-Za-z<>+]+\s+\S+\s+\d+:\d+(?:\.\d+)?\s+/,
    pid: 1,
  },
  { name: 'ef', row: /^\S+\s+\d+\s+\d+\s+\d+\s+\S+\s+\S+\s+(?:\d+-)?\d+:\d+:\d+\s+/, pid: 1 },
  { name: 'ax', row: /^\s*\d+\s+\S+\s+[A-Z][A-Za-z<+]*\s+\d+:\d+(?:\.\d+)?\s+/, pid: 0 },
];
const pidForm: Form = { name: 'pid', row: /^\s*\d+\s+(?=[^\s\d])/, pid: 0 };
const commandForm: Form = { name: 'command', row: /^\s*(?=\S)/ };

const header = /^\s*(?:[A-Z%][A-Za-z%]*\s+)*(?:COMMAND|CMD|ARGS)\s*$/;

/** Rows of a listing with a header: as many fields as it names, the process id a number. */
function formOfHeader(line: string): Form {
  const fields = line.trim().split(/\s+/).slice(0, -1);
  const pid = fields.indexOf('PID');
  if (fields.length === 0) return commandForm;
  const row = fields.map((_, i) => (i === pid ? String.raw`\d+\s+` : String.raw`\S+\s+`)).join('');
  return { name: fields.join(' '), row: new RegExp(String.raw`^\s*${row}`), ...(pid === -1 ? {} : { pid }) };
}

function formOf(lines: readonly string[]): { readonly form: Form; readonly from: number } {
  for (const [i, line] of lines.entries()) {
    if (line.length > 4000) continue;
    if (header.test(line)) return { form: formOfHeader(line), from: i + 1 };
  }
  for (const [i, line] of lines.entries()) {
    const form = forms.find(({ row }) => row.test(line));
    if (form !== undefined) return { form, from: i };
  }
  const first = lines.findIndex((line) => line.trim() !== '');
  const form = pidForm.row.test(lines[first] ?? '') ? pidForm : commandForm;
  return { form, from: Math.max(0, first) };
}

interface Row {
  readonly line: number;
  readonly pid?: number;
  /** The physical lines: the first without its columns. */
  readonly parts: { readonly text: string; readonly line: number; readonly column: number }[];
}

function wordsOf(part: { readonly text: string; readonly column: number }): { text: string; column: number }[] {
  return [...part.text.matchAll(/\S+/g)].map((match) => ({ text: match[0], column: part.column + match.index }));
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
  return left.startsWith('--') && !left.includes('=') && belongTogether(left, right, true, isFlagName);
}

/**
 * Reads what `ps aux`, `ps -ef`, `ps ax`, `pgrep -a` or `ps -o cmd` printed, with or without a header. Rows that were
 * broken over several lines are put together with the help of the flag names. Never throws.
 */
export function readPs(text: string, isFlagName: IsFlagName): PsListing {
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
  const { form, from } = formOf(lines);
  const rows: Row[] = [];
  for (let i = from; i < lines.length; i++) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const match = form.row.exec(line);
    const last = rows.at(-1);
    const previous = last?.parts.at(-1)?.text ?? '';
    const continued =
      match === null || (form === commandForm && last !== undefined && goesOn(previous, line, isFlagName));
    if (continued) last?.parts.push({ text: line, line: i + 1, column: 1 });
    else {
      const columns = match[0];
      const pid = form.pid === undefined ? undefined : Number(columns.trim().split(/\s+/)[form.pid]);
      const part = { text: line.slice(columns.length), line: i + 1, column: columns.length + 1 };
      rows.push({ line: i + 1, parts: [part], ...(pid === undefined ? {} : { pid }) });
    }
  }
  const widths = widthsOf(lines);
  return { form: form.name, processes: rows.map((row) => processOf(row, widths, isFlagName)) };
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

function processOf(row: Row, widths: Widths, isFlagName: IsFlagName): PsProcess {
  const broken = row.parts.map((part): BrokenLine => ({ words: wordsOf(part), line: part.line, endsWord: false }));
  const words = rejoin(broken, isFlagName);
  const truncated = truncation(row, words, widths);
  return {
    line: row.line,
    words: truncated === undefined ? words : markLast(words),
    ...(row.pid === undefined ? {} : { pid: row.pid }),
    ...(truncated === undefined ? {} : { truncated }),
  };
}

function markLast(words: readonly ArgvWord[]): readonly ArgvWord[] {
  return words.map((word, i) => (i === words.length - 1 ? { ...word, truncated: true } : word));
}

// What a kernel before 4.2 keeps of a command line, and the width of a terminal that ps was given.
const knownWidths: ReadonlySet<number> = new Set([80, 132, 4095, 4096]);

function truncation(row: Row, words: readonly ArgvWord[], widths: Widths): string | undefined {
  const last = words.at(-1)?.text ?? '';
  if (last.endsWith('…') || /[^.]\.\.\.$/.test(last)) return 'it ends with an ellipsis';
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
