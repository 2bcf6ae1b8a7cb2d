import type { ArgvWord } from './argv.js';
import type { ShellParameter, ShellPart } from './shell-parts.js';
import { isKnown, type ShellPiece, type ShellPlace, type ShellValue, textOf } from './shell-values.js';

/** What is known while a script is read. */
export interface ShellScope {
  /** The value of a variable; undefined when nothing is known of it. */
  readonly get: (name: string) => ShellValue | undefined;
  readonly set: (name: string, value: ShellValue) => void;
  /** `$1` and on; undefined when the script could have been called with anything. */
  readonly positional: readonly (readonly ShellPiece[])[] | undefined;
  /** A variable of which nothing is known does not exist, instead of having any value. */
  readonly closed: boolean;
  readonly placeOf: (offset: number) => ShellPlace;
  /** Whether that much may still be expanded: a value can double itself, line by line. */
  readonly spend: (amount: number) => boolean;
}

type Pieces = readonly ShellPiece[];

/** What a parameter stands for: rows of pieces (`"$@"` makes several words), or null when it is not known. */
type Meaning = { readonly rows: readonly Pieces[]; readonly list: boolean } | null;

const one = (pieces: Pieces): Meaning => ({ rows: [pieces], list: false });

function joinRows(rows: readonly Pieces[]): Pieces {
  const place = { line: 1, column: 1, ...rows.find((row) => row.length > 0)?.[0] };
  return rows.flatMap((row, i) => (i === 0 ? row : [{ ...place, text: ' ', unresolved: false }, ...row]));
}

/** `$@`, `$*`, `$1`, a variable or an element of an array; undefined when it is surely unset. */
function lookUp(part: ShellParameter, scope: ShellScope): Meaning | undefined {
  const { name, subscript } = part;
  const list = (rows: readonly Pieces[], star: boolean): Meaning =>
    star && part.quoted ? one(joinRows(rows)) : { rows, list: true };
  if (name === '@' || name === '*') {
    if (scope.positional === undefined) return null;
    return scope.positional.length === 0 && part.operator !== '' ? undefined : list(scope.positional, name === '*');
  }
  if (/^\d+$/.test(name)) {
    if (name === '0' || scope.positional === undefined) return null;
    const value = scope.positional[Number(name) - 1];
    return value === undefined ? undefined : one(value);
  }
  if (!/^[A-Za-z_]/.test(name)) return null;
  const value = scope.get(name);
  if (value === undefined) return scope.closed && name !== 'IFS' ? undefined : null;
  if (value.unset === true) return undefined;
  const elements = value.elements ?? [value.pieces];
  if (subscript === '@' || subscript === '*') return list(elements, subscript === '*');
  const element = elements[subscript === '' ? 0 : Number(subscript)];
  return element === undefined ? undefined : one(element);
}

/** The fields of one word while they grow. */
class Fields {
  readonly done: Pieces[] = [];
  private field: ShellPiece[] | null = null;

  begin(): void {
    this.field ??= [];
  }

  add(piece: ShellPiece): void {
    this.field ??= [];
    if (piece.text !== '') this.field.push(piece);
  }

  end(): void {
    if (this.field !== null) this.done.push(this.field);
    this.field = null;
  }

  /** Text from an unquoted expansion: blanks in it divide words. */
  split(piece: ShellPiece): void {
    if (piece.unresolved) {
      this.add(piece);
      return;
    }
    for (const { 0: run, index } of piece.text.matchAll(/[ \t\n]+|[^ \t\n]+/g)) {
      if (/^[ \t\n]/.test(run)) this.end();
      else this.add({ ...piece, text: run, column: piece.column + index });
    }
  }
}

function expandParameter(part: ShellParameter, scope: ShellScope, fields: Fields, splits: boolean): void {
  const place = scope.placeOf(part.at);
  const meaning = lookUp(part, scope);
  const kind = part.operator.at(-1) ?? '';
  const unknown = (): void => {
    fields.add({ ...place, text: part.raw, unresolved: true });
  };
  if (meaning === null) {
    unknown();
    return;
  }
  const pieces = meaning === undefined ? [] : joinRows(meaning.rows);
  if (!scope.spend(pieces.length + pieces.reduce((length, { text }) => length + text.length, 0))) {
    unknown();
    return;
  }
  const open = !isKnown(pieces) && textOf(pieces.filter(({ unresolved }) => !unresolved)) === '';
  const unset = meaning === undefined || (part.operator.startsWith(':') && textOf(pieces) === '');
  if (kind !== '' && !unset && open) unknown();
  else if (kind === '?' && unset) unknown();
  else if (kind === '-' && unset) {
    if (part.quoted) fields.begin();
    expandParts(part.word, scope, fields, splits && !part.quoted, true);
  } else if (kind === '=' && unset) {
    // What was just assigned is expanded like any variable: quotes in the word no longer keep it together.
    const value = valueOf(part.word, scope);
    scope.set(part.name, { pieces: value });
    addRows([value], false, part, fields, splits);
  } else if (kind === '+') {
    if (part.quoted) fields.begin();
    if (!unset) expandParts(part.word, scope, fields, splits && !part.quoted, true);
  } else addRows(meaning?.rows ?? [[]], meaning?.list ?? false, part, fields, splits);
}

function addRows(rows: readonly Pieces[], list: boolean, part: ShellParameter, fields: Fields, splits: boolean): void {
  rows.forEach((row, i) => {
    if (i > 0) {
      if (splits) fields.end();
      else fields.add({ line: 1, column: 1, ...row[0], text: ' ', unresolved: false });
    }
    if (part.quoted) fields.begin();
    for (const piece of row) {
      if (part.quoted || !splits) fields.add(piece);
      else fields.split(piece);
    }
  });
  // "$@" of nothing is no word at all, while "$X" of nothing is an empty one.
  if (part.quoted && !list) fields.begin();
}

function expandParts(
  parts: readonly ShellPart[],
  scope: ShellScope,
  fields: Fields,
  splits: boolean,
  splitsText: boolean,
): void {
  for (const part of parts) {
    if (part.kind === 'parameter') expandParameter(part, scope, fields, splits);
    else {
      const place = scope.placeOf(part.at);
      if (part.kind === 'opaque') fields.add({ ...place, text: part.raw, unresolved: true });
      else if (splits && splitsText && !part.quoted) fields.split({ ...place, text: part.text, unresolved: false });
      else fields.add({ ...place, text: part.text, unresolved: false });
    }
  }
}

function withoutTilde(parts: readonly ShellPart[], scope: ShellScope): readonly ShellPart[] {
  const [first, ...rest] = parts;
  if (first?.kind !== 'text' || first.quoted || !first.text.startsWith('~')) return parts;
  const raw = /^~[^/]*/.exec(first.text)?.[0] ?? '~';
  const home = raw === '~' ? scope.get('HOME') : undefined;
  const known = home !== undefined && isKnown(home.pieces);
  const tilde: ShellPart = known
    ? { kind: 'text', text: textOf(home.pieces), quoted: true, at: first.at }
    : { kind: 'opaque', raw, quoted: false, at: first.at };
  return [tilde, { ...first, text: first.text.slice(raw.length), at: first.at + raw.length }, ...rest];
}

/** The words that a word of a script becomes (XCU 2.6): none, one, or several. Names of files are not looked for. */
export function fieldsOf(parts: readonly ShellPart[], scope: ShellScope): readonly Pieces[] {
  const fields = new Fields();
  expandParts(withoutTilde(parts, scope), scope, fields, true, false);
  fields.end();
  return fields.done;
}

/** The value that the right side of an assignment has: expanded, never split. */
export function valueOf(parts: readonly ShellPart[], scope: ShellScope): Pieces {
  const fields = new Fields();
  expandParts(withoutTilde(parts, scope), scope, fields, false, false);
  fields.end();
  return fields.done[0] ?? [];
}

/** Pieces as a word of a command line. */
export function argvWord(pieces: Pieces, place: ShellPlace): ArgvWord {
  const { line, column, file } = pieces[0] ?? place;
  const unresolved = pieces.filter((piece) => piece.unresolved).map(({ text }) => text);
  return {
    text: textOf(pieces),
    line,
    column,
    ...(file === undefined ? {} : { file }),
    ...(unresolved.length === 0 ? {} : { unresolved }),
  };
}
