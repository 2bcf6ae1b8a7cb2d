import type { MasterMatrix } from '../../inspect/effective-flag.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { table } from '../table.js';

type Row = MasterMatrix['rows'][number];

/** Of lists only what not all masters have is worth the room. */
function differingElements(values: readonly (string | null)[]): ReadonlyMap<string, string> {
  const given = values.filter((value) => value !== null);
  const lists = given.map((value) => value.split(','));
  const common = (lists[0] ?? []).filter((element) => lists.every((list) => list.includes(element)));
  const shown = new Map<string, string>();
  for (const [i, value] of given.entries()) {
    const rest = (lists[i] ?? []).filter((element) => !common.includes(element));
    const isList = common.length > 0 && given.some((other) => other.includes(','));
    shown.set(value, isList ? `${rest.join(',') || 'nothing'} besides ${common.length} in common` : value);
  }
  // In another order, all elements are in common: then the whole value tells more.
  return [...shown.values()].every((text) => text.startsWith('nothing ')) ? new Map() : shown;
}

function cellOf(value: string | null | undefined, shown: ReadonlyMap<string, string>): string {
  if (value === undefined) return '(unknown)';
  if (value === null) return '(not set)';
  return value === '' ? '(empty)' : (shown.get(value) ?? value);
}

const titleOf = ({ flag, of }: Row): string => (of === 'file' ? `${flag} (file)` : flag);

interface Line {
  readonly title: string;
  readonly cells: readonly string[];
}

function linesOf({ hosts, rows, versions }: MasterMatrix): readonly Line[] {
  const ofFlags = rows
    .filter(({ expected }) => !expected)
    .map((row): Line => {
      const shown = differingElements(Object.values(row.values));
      return { title: titleOf(row), cells: hosts.map((host) => cellOf(row.values[host], shown)) };
    });
  if (versions === undefined) return ofFlags;
  return [{ title: '(version)', cells: hosts.map((host) => versions[host] ?? '(unknown)') }, ...ofFlags];
}

/** A column for each master, where they fit beside each other. */
function asTable(lines: readonly Line[], hosts: readonly string[]): string {
  return table(lines, [
    { title: 'FLAG', cell: ({ title }) => title },
    ...hosts.map((host, i) => ({ title: printable(host), cell: ({ cells }: Line) => cells[i] ?? '' })),
  ]);
}

/** Each value with the masters that have it, the most of them first. */
function asGroups(lines: readonly Line[], hosts: readonly string[]): string {
  const blocks = lines.map(({ title, cells }) => {
    const groups = new Map<string, string[]>();
    for (const [i, cell] of cells.entries()) {
      const group = groups.get(cell);
      if (group === undefined) groups.set(cell, [hosts[i] ?? '']);
      else group.push(hosts[i] ?? '');
    }
    const sorted = [...groups].sort(([, a], [, b]) => b.length - a.length);
    const values = sorted.map(([value, names]) => {
      const some = names.slice(0, 5).map(printable).join(', ');
      const more = names.length > 5 ? ` and ${names.length - 5} more` : '';
      return `    ${printable(value)}\n      ${paint.dim(some + more)}`;
    });
    return `  ${paint.yellow(printable(title))}\n${values.join('\n')}\n`;
  });
  return blocks.join('');
}

function fits(lines: readonly Line[], hosts: readonly string[], width: number): boolean {
  const widest = (texts: readonly string[]): number => Math.max(...texts.map((text) => printable(text).length));
  const columns = hosts.map((host, i) => widest([host, ...lines.map(({ cells }) => cells[i] ?? '')]));
  const first = widest(['FLAG', ...lines.map(({ title }) => title)]);
  return first + columns.reduce((sum, column) => sum + column + 2, 0) <= width;
}

const reasons = {
  'own-address': 'own address, name or membership',
  'own-certificate': 'own certificate or key, same issuer',
  'own-apiserver': 'each another apiserver, so its own',
  'same-meaning': 'the same, written otherwise',
} as const satisfies Record<NonNullable<Row['why']>, string>;

/** What differs as it should, each with the reason. */
function expectedView({ rows }: MasterMatrix): string {
  const lines = Object.entries(reasons).flatMap(([why, reason]) => {
    const titles = rows.filter((row) => row.expected && row.why === why).map(titleOf);
    return titles.length === 0 ? [] : [paint.dim(`  ${reason}: ${titles.map(printable).join(', ')}`)];
  });
  return lines.length === 0 ? '' : `${paint.dim('as expected, these differ')}\n${lines.join('\n')}\n`;
}

function matrixView(matrix: MasterMatrix, width: number): string {
  const { component, hosts } = matrix;
  const lines = linesOf(matrix);
  const masters = `${hosts.length} masters`;
  if (lines.length === 0) {
    return `${paint.bold(`${component}: ${masters} agree`)}\n${expectedView(matrix)}`;
  }
  const head = paint.bold(`${component}: ${masters} differ`);
  const body = fits(lines, hosts, width) ? asTable(lines, hosts) : asGroups(lines, hosts);
  return `${head}\n${body}${expectedView(matrix)}`;
}

/**
 * What differs between masters: a table where it fits into `width`, otherwise each value with those that have it.
 * Differences that have to be are only named.
 */
export function masterMatrixView(matrices: readonly MasterMatrix[], width = 80): string {
  return matrices.map((matrix) => matrixView(matrix, width)).join('\n');
}
