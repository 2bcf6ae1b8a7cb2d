/** A place in a file; lines and columns from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

interface Piece extends Place {
  /** Offset in the value at which this physical line begins. */
  readonly offset: number;
}

/** One `Key=value` with its continuation lines joined, quotes and escapes untouched. */
export interface UnitAssignment extends Place {
  readonly section: string;
  readonly key: string;
  readonly value: string;
  readonly file: string;
  readonly pieces: readonly Piece[];
}

/** A line that systemd ignores with a warning; at one that is too long it gives up. */
export interface UnitNote extends Place {
  readonly file: string;
  readonly text: string;
  readonly what: 'missing-equals' | 'missing-key' | 'bad-section' | 'too-long';
}

export interface UnitFile {
  readonly file: string;
  readonly assignments: readonly UnitAssignment[];
  readonly notes: readonly UnitNote[];
  /** The last line asked for another one that never came. */
  readonly endsInContinuation: boolean;
}

/** As much of a line, with those that continue it, as systemd reads (its LONG_LINE_MAX). */
const longestLine = 1024 * 1024;

/** After so many lines that mean nothing nobody wants to hear of another one. */
const maxNotes = 1_000;

const lineEnd = /\r\n|\n|\r|\0/;
const leadingBlanks = /^[ \t\r\n]*/;

/** A line continues when its last backslash is not itself escaped: an odd run at the very end. */
function continues(text: string): boolean {
  let backslashes = 0;
  while (text[text.length - 1 - backslashes] === '\\') backslashes++;
  return backslashes % 2 === 1;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && ' \t\r\n'.includes(text[end - 1] ?? '')) end--;
  return text.slice(0, end);
}

/**
 * Reads a unit file the way systemd's config_parse does: a trailing unescaped backslash becomes a space and takes the
 * next line in, comments between such lines are skipped, blanks around keys and values are cut. Of a line that is too
 * long the beginning is kept, and nothing after it. Never throws.
 */
export function readUnit(text: string, file: string): UnitFile {
  const assignments: UnitAssignment[] = [];
  const notes: UnitNote[] = [];
  let section = '';
  let pending: { text: string; line: number; column: number }[] = [];

  const finish = (): void => {
    const [first] = pending;
    if (first === undefined) return;
    const whole = trimEnd(pending.length === 1 ? first.text : pending.map((piece) => piece.text).join(''));
    const at = { line: first.line, column: first.column };
    const equals = whole.indexOf('=');
    if (whole.startsWith('[')) {
      if (whole.endsWith(']')) section = whole.slice(1, -1);
      else notes.push({ ...at, file, text: whole, what: 'bad-section' });
    } else if (equals > 0) {
      const raw = whole.slice(equals + 1);
      const start = equals + 1 + (leadingBlanks.exec(raw)?.[0].length ?? 0);
      const pieces = piecesFrom(pending, start);
      const { line, column } = pieces[0] ?? at;
      const key = trimEnd(whole.slice(0, equals));
      assignments.push({ section, key, value: whole.slice(start), file, line, column, pieces });
    } else if (whole !== '' && notes.length < maxNotes) {
      notes.push({ ...at, file, text: whole, what: equals === 0 ? 'missing-key' : 'missing-equals' });
    }
    pending = [];
  };

  let number = 0;
  let length = 0;
  let tooLong = false;
  const physicalLines = text.replace(/^\ufeff/, '').split(lineEnd);
  if (physicalLines.at(-1) === '') physicalLines.pop();
  for (const physical of physicalLines) {
    number++;
    const blank = leadingBlanks.exec(physical)?.[0].length ?? 0;
    const body = physical.slice(blank);
    if (body.startsWith('#') || body.startsWith(';')) continue;
    const more = continues(body);
    // Blanks that begin a continued line stay, which only shows inside quotes.
    const kept = pending.length === 0 ? body : physical;
    const column = pending.length === 0 ? blank + 1 : 1;
    length = pending.length === 0 ? kept.length : length + kept.length;
    tooLong = physical.length >= longestLine || length > longestLine;
    if (tooLong) {
      const from = pending[0] ?? { line: number, column };
      notes.push({ line: from.line, column: from.column, file, text: '', what: 'too-long' });
      if (pending.length === 0) pending.push({ text: kept.slice(0, longestLine), line: number, column });
      break;
    }
    pending.push({ text: more ? `${kept.slice(0, -1)} ` : kept, line: number, column });
    if (!more) finish();
  }
  const endsInContinuation = pending.length > 0 && !tooLong;
  finish();
  return { file, assignments, notes, endsInContinuation };
}

function piecesFrom(lines: readonly { text: string; line: number; column: number }[], start: number): Piece[] {
  const pieces: Piece[] = [];
  let offset = -start;
  for (const { text, line, column } of lines) {
    const end = offset + text.length;
    if (end > 0 || lines.length === 1) {
      pieces.push(offset < 0 ? { offset: 0, line, column: column - offset } : { offset, line, column });
    }
    offset = end;
  }
  return pieces;
}

/** Where a character of the value stands in the file. */
export function placeIn(assignment: UnitAssignment, offset: number): Place {
  let low = 0;
  let high = assignment.pieces.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((assignment.pieces[middle]?.offset ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  const piece = assignment.pieces[low];
  if (piece === undefined) return { line: assignment.line, column: assignment.column };
  return { line: piece.line, column: piece.column + offset - piece.offset };
}

/**
 * The assignments that count for a list setting over a unit and its drop-ins, in order: an empty one drops all before.
 */
export function listSetting(files: readonly UnitFile[], section: string, key: string): readonly UnitAssignment[] {
  let kept: UnitAssignment[] = [];
  for (const assignment of files.flatMap((file) => file.assignments)) {
    if (assignment.section !== section || assignment.key !== key) continue;
    if (assignment.value === '') kept = [];
    else kept.push(assignment);
  }
  return kept;
}

const dropInFolders = [
  '/etc/systemd/',
  '/run/systemd/',
  '/usr/local/lib/systemd/',
  '/usr/lib/systemd/',
  '/lib/systemd/',
];

/**
 * Drop-ins in the order in which they apply: by file name, whatever folder they are in; of two with one name the
 * folder that comes first wins (systemd.unit(5)).
 */
export function orderDropIns<T extends { readonly file: string }>(dropIns: readonly T[]): readonly T[] {
  const rank = (file: string): number => {
    const found = dropInFolders.findIndex((folder) => file.startsWith(folder));
    return found === -1 ? dropInFolders.length : found;
  };
  const byName = new Map<string, T>();
  for (const dropIn of dropIns) {
    const name = dropIn.file.slice(dropIn.file.lastIndexOf('/') + 1);
    const other = byName.get(name);
    if (other === undefined || rank(dropIn.file) < rank(other.file)) byName.set(name, dropIn);
  }
  return [...byName].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, dropIn]) => dropIn);
}

/** What `writeUnit` lays out. */
export interface UnitSection {
  readonly name: string;
  readonly settings: readonly (readonly [key: string, value: string])[];
}

/** Lays out a unit file; the values are written as they are, so words of a command must be quoted already. */
export function writeUnit(sections: readonly UnitSection[]): string {
  const text = sections.map(
    ({ name, settings }) => `[${name}]\n${settings.map(([key, value]) => `${key}=${value}\n`).join('')}`,
  );
  return text.join('\n');
}

/** The value of ExecStart= with one quoted argument per continuation line. */
export function execStart(path: string, quotedArguments: readonly string[]): string {
  return [path, ...quotedArguments].join(' \\\n  ');
}
