import { printable } from '../kernel/printable.js';
import { paint } from './paint.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'left' | 'right';
  /** Where there is too little room, goes on below instead of being cut; at most one column of a table. */
  readonly wrap?: boolean;
  /** Painted after padding, so that colours do not shift the columns. */
  readonly paint?: (text: string, row: Row) => string;
}

/** Width of the terminal; 80 where there is none, so that pipes and tests see one shape. */
export function terminalWidth(): number {
  return process.stdout.isTTY ? Math.max(40, process.stdout.columns) : 80;
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`;
}

/** A text in pieces of at most this width, broken after a comma, slash or blank where one is not too early. */
function wrapped(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > width) {
    const last = Math.max(...[',', '/', ' '].map((mark) => rest.lastIndexOf(mark, width - 1)));
    const end = last >= width / 3 ? last + 1 : width;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return [...pieces, rest];
}

// What a column that wraps keeps before the others are cut, and what any column keeps.
const wrapWidth = 24;
const leastWidth = 12;

/**
 * A plain table: padded columns, no borders; with `width`, the column that wraps or else the widest is made narrower so
 * that every row fits.
 */
export function table<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  width = Number.POSITIVE_INFINITY,
): string {
  const cells = rows.map((row) => columns.map((column) => printable(column.cell(row))));
  const widths = columns.map((column, i) =>
    Math.max(column.title.length, ...cells.map((line) => line[i]?.length ?? 0)),
  );
  const total = () => widths.reduce((sum, w) => sum + w, 0) + 2 * (columns.length - 1);
  const wraps = columns.findIndex((column) => column.wrap);
  if (total() > width && (widths[wraps] ?? 0) > wrapWidth) {
    widths[wraps] = Math.max(wrapWidth, (widths[wraps] ?? 0) - (total() - width));
  }
  while (total() > width && Math.max(...widths) > leastWidth) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(leastWidth, (widths[widest] ?? 0) - (total() - width));
  }
  const pad = (text: string, i: number) => {
    const shown = cut(text, widths[i] ?? 0);
    if (i === columns.length - 1 && columns[i]?.align !== 'right') return shown;
    return columns[i]?.align === 'right' ? shown.padStart(widths[i] ?? 0) : shown.padEnd(widths[i] ?? 0);
  };
  const header = columns.map((column, i) => pad(column.title, i)).join('  ');
  const paintedLine = (line: readonly string[], r: number) =>
    line
      .map((text, i) => {
        const padded = pad(text, i);
        const row = rows[r];
        const paintCell = columns[i]?.paint;
        return paintCell === undefined || row === undefined || text === '' ? padded : paintCell(padded, row);
      })
      .join('  ')
      .trimEnd();
  const lines = cells.flatMap((line, r) =>
    wrapped(line[wraps] ?? '', widths[wraps] ?? Number.POSITIVE_INFINITY).map((piece, p) =>
      paintedLine(
        line.map((text, i) => (i === wraps ? piece : p === 0 ? text : '')),
        r,
      ),
    ),
  );
  return `${[paint.bold(header.trimEnd()), ...lines].join('\n')}\n`;
}
