import type { EffectiveFlag, InspectedComponent, Inspection } from '../../inspect/effective-flag.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { table, terminalWidth } from '../table.js';
import { problemsView } from './problems.js';

function headOf({ component, version, host, sources }: InspectedComponent): string {
  const name = [component, ...(version === undefined ? [] : [version])].join(' ');
  const from = sources.map(({ kind, path }) => (path === undefined ? kind : `${kind} ${path}`)).join(', ');
  const at = host === undefined ? '' : ` on ${printable(host)}`;
  return `${paint.bold(printable(name))}${at} ${paint.dim(`(${printable(from)})`)}`;
}

function valueOf({ value, confidence }: EffectiveFlag): string {
  if (value === null) return '(unknown)';
  return confidence === 'reconstructed' ? `${value}  (reconstructed)` : value;
}

/** File and line where the value stands; the first where it stands in several. */
function whereOf({ origin, provenance }: EffectiveFlag): string {
  const [first] = provenance;
  if (first === undefined) return origin;
  if (/^\/proc\/\d+\/cmdline$/.test(first.source)) return 'process';
  const file = first.source.slice(first.source.lastIndexOf('/') + 1);
  const place = first.line === undefined ? file : `${file}:${first.line}`;
  return origin === 'set' ? place : `${origin} ${place}`;
}

function flagsTable(flags: readonly EffectiveFlag[]): string {
  return table(
    flags,
    [
      { title: 'FLAG', cell: ({ name }) => name },
      {
        title: 'VALUE',
        cell: valueOf,
        paint: (text, { origin, confidence }) => {
          if (confidence !== 'certain') return paint.yellow(text);
          return origin === 'default' ? paint.dim(text) : text;
        },
      },
      { title: 'WHERE', cell: whereOf, paint: (text) => paint.dim(text) },
    ],
    process.stdout.isTTY ? terminalWidth() : Number.POSITIVE_INFINITY,
  );
}

function differencesView({ differences }: InspectedComponent): string {
  if (differences.length === 0) return '';
  const blocks = differences.map(({ flag, values }) => {
    const lines = values.map(({ source, value }) => {
      return `    ${printable(source)}: ${value === null ? 'not set' : printable(value)}`;
    });
    return [`  ${paint.yellow(printable(flag))}`, ...lines].join('\n');
  });
  return `\n${paint.yellow('the sources differ')}\n${blocks.join('\n')}\n`;
}

function componentView(component: InspectedComponent): string {
  const flags = Object.values(component.flags);
  const words = component.positionals.map((word) => `  ${printable(word)}\n`).join('');
  return [
    `${headOf(component)}\n`,
    flags.length === 0 ? 'no flags\n' : flagsTable(flags),
    words === '' ? '' : `\nwords that are no flags\n${words}`,
    differencesView(component),
    component.problems.length === 0 ? '' : `\n${problemsView(component.problems)}`,
  ].join('');
}

/** Per component: its flags as a table, where sources differ, and what is wrong. */
export function inspectionView({ components }: Inspection): string {
  return components.map(componentView).join('\n');
}
