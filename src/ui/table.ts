import { printable } from '../kernel/printable.js';
import { paint } from './paint.js';

export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  readonly align?: 'left' | 'right';
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

/** A plain table: padded columns, no borders; with `width`, the widest column is cut so that every row fits. */
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
  while (total() > width && Math.max(...widths) > 12) {
    const widest = widths.indexOf(Math.max(...widths));
    widths[widest] = Math.max(12, (widths[widest] ?? 0) - (total() - width));
  }
  const pad = (text: string, i: number) => {
    const shown = cut(text, widths[i] ?? 0);
    return columns[i]?.align === 'right' ? shown.padStart(widths[i] ?? 0) : shown.padEnd(widths[i] ?? 0);
  };
  const header = columns.map((column, i) => pad(column.title, i)).join('  ');
  const lines = cells.map((line, r) =>
    line
      .map((text, i) => {
        const padded = pad(text, i);
        const row = rows[r];
        return columns[i]?.paint === undefined || row === undefined ? padded : columns[i].paint(padded, row);
      })
      .join('  ')
      .trimEnd(),
  );
  return `${[paint.bold(header.trimEnd()), ...lines].join('\n')}\n`;
}
