import type { EffectiveSettings } from '../../inspect/companion.js';
import type { EffectiveFlag, InspectedComponent, Inspection } from '../../inspect/effective-flag.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { table, terminalWidth } from '../table.js';
import { companionsView } from './companions.js';
import { problemsView } from './problems.js';

/** `1.20–1.23, from its flags`, `1.37.1`; empty when nothing is known. */
function versionOf({ version, versions }: InspectedComponent): string {
  if (version !== undefined) return ` ${version}`;
  if (versions === undefined) return '';
  const { from, to } = versions;
  return ` ${from === to ? from : `${from}–${to}`}, from its flags`;
}

function headOf(inspected: InspectedComponent): string {
  const { component, host, sources } = inspected;
  const name = `${component}${versionOf(inspected)}`;
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

const settingTitles = {
  admissionPlugins: 'admission plugins',
  authorizationModes: 'authorization modes',
  featureGates: 'feature gates changed',
  runtimeConfig: 'runtime-config',
  anonymous: 'anonymous requests',
} as const satisfies Record<keyof EffectiveSettings, string>;

/** What several flags and files make together, one line each. */
function settingsView({ settings }: InspectedComponent): string {
  if (settings === undefined) return '';
  const lines = Object.entries(settingTitles).flatMap(([key, title]) => {
    const setting = settings[key as keyof EffectiveSettings];
    if (setting === undefined) return [];
    const value = setting.value === null ? '(unknown)' : setting.value.map(printable).join(', ') || 'none';
    return [`  ${title}: ${setting.value === null ? paint.yellow(value) : value}`];
  });
  return `\neffective settings\n${lines.join('\n')}\n`;
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

function componentView(component: InspectedComponent, now: Date): string {
  const words = component.positionals.map((word) => `  ${printable(word)}\n`).join('');
  return [
    `${headOf(component)}\n`,
    Object.keys(component.flags).length === 0 ? 'no flags\n' : flagsTable(component),
    settingsView(component),
    companionsView(component.companions ?? [], now),
    words === '' ? '' : `\nwords that are no flags\n${words}`,
    differencesView(component),
    component.problems.length === 0 ? '' : `\n${problemsView(component.problems)}`,
  ].join('');
}

/** Per component: its flags as a table, the files they point to, where sources differ, and what is wrong. */
export function inspectionView(
  { components }: Partial<Inspection> & Pick<Inspection, 'components'>,
  now: Date,
): string {
  return components.map((component) => componentView(component, now)).join('\n');
}
