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
  return confidence === 'reconstructed' ? `${value} (reconstructed)` : value;
}

/** Where the value stands: a line of the source in the heading, or another file; the first place of several. */
function whereOf({ origin, provenance }: EffectiveFlag, sources: InspectedComponent['sources']): string {
  const [first] = provenance;
  if (first === undefined) return origin;
  if (/^\/proc\/\d+\/cmdline$/.test(first.source)) return 'process';
  const named = sources.length === 1 && (sources[0]?.path ?? '<stdin>') === first.source;
  const file = first.source.slice(first.source.lastIndexOf('/') + 1);
  const line = first.line === undefined ? '' : String(first.line);
  const place = named && line !== '' ? `line ${line}` : line === '' ? file : `${file}:${line}`;
  return origin === 'set' ? place : `${origin} ${place}`;
}

function flagsTable({ flags, sources }: InspectedComponent): string {
  return table(
    Object.values(flags),
    [
      { title: 'FLAG', cell: ({ name }) => name },
      {
        title: 'VALUE',
        cell: valueOf,
        wrap: true,
        paint: (text, { origin, confidence }) => {
          if (confidence !== 'certain') return paint.yellow(text);
          return origin === 'default' ? paint.dim(text) : text;
        },
      },
      { title: 'WHERE', cell: (flag) => whereOf(flag, sources), paint: (text) => paint.dim(text) },
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
  const words = component.positionals.map((word) => `  ${printable(word)}\n`).join('');
  return [
    `${headOf(component)}\n`,
    Object.keys(component.flags).length === 0 ? 'no flags\n' : flagsTable(component),
    words === '' ? '' : `\nwords that are no flags\n${words}`,
    differencesView(component),
    component.problems.length === 0 ? '' : `\n${problemsView(component.problems)}`,
  ].join('');
}

/** Per component: its flags as a table, where sources differ, and what is wrong. */
export function inspectionView({ components }: Inspection): string {
  return components.map(componentView).join('\n');
}
