/** Where a stretch of a value stands; lines and columns from 1. */
export interface ShellPlace {
  readonly line: number;
  readonly column: number;
  /** The file, where that is another than the script (one that the script reads in). */
  readonly file?: string;
}

/** A stretch of a value: text, or the written form of what could not be expanded. */
export interface ShellPiece extends ShellPlace {
  readonly text: string;
  readonly unresolved: boolean;
}

/** The value of a variable: pieces in a row. An array has one such row per element. */
export interface ShellValue {
  readonly pieces: readonly ShellPiece[];
  readonly elements?: readonly (readonly ShellPiece[])[];
  /** The script took the variable away. */
  readonly unset?: boolean;
}

/** The text of pieces; what could not be expanded stands in it as written. */
export function textOf(pieces: readonly ShellPiece[]): string {
  return pieces.map(({ text }) => text).join('');
}

export function isKnown(pieces: readonly ShellPiece[]): boolean {
  return pieces.every(({ unresolved }) => !unresolved);
}

const same = (a: ShellPiece, b: ShellPiece): boolean => a.text === b.text && a.unresolved === b.unresolved;

/** Whether `longer` begins with all pieces of `shorter`; then what follows them. */
function suffixAfter(shorter: readonly ShellPiece[], longer: readonly ShellPiece[]): readonly ShellPiece[] | null {
  if (longer.length < shorter.length) return null;
  return shorter.every((piece, i) => same(piece, longer[i] ?? { ...piece, text: '' }))
    ? longer.slice(shorter.length)
    : null;
}

function open(name: string, place: ShellPlace): ShellPiece {
  return { ...place, text: `$${name}`, unresolved: true };
}

/**
 * What is known of a variable after branches of which any or none may have run: what all have at the beginning, then the
 * variable itself as something open. An accumulated `params="$params --x"` so keeps the words from before the branch.
 */
export function afterBranches(
  name: string,
  before: ShellValue | undefined,
  insides: readonly ShellValue[],
): ShellValue {
  const place: ShellPlace = [...insides, before].find((value) => value?.pieces[0] !== undefined)?.pieces[0] ?? {
    line: 1,
    column: 1,
  };
  const at = { line: place.line, column: place.column, ...(place.file === undefined ? {} : { file: place.file }) };
  const added = insides.map(({ pieces }) => suffixAfter(before?.pieces ?? [], pieces));
  if (before === undefined || added.includes(null)) return { pieces: [open(name, at)] };
  const texts = added.map((pieces) => textOf(pieces ?? []));
  const blank = (where: RegExp): ShellPiece[] =>
    texts.every((text) => where.test(text)) ? [{ ...at, text: ' ', unresolved: false }] : [];
  // The element that stands for what was added, in an array, is a word of its own.
  const elements = before.elements === undefined ? {} : { elements: [...before.elements, [open(`{${name}[@]}`, at)]] };
  return {
    pieces: [...before.pieces, ...blank(/^[ \t\n]/), open(name, at), ...blank(/[ \t\n]$/)],
    ...elements,
  };
}
