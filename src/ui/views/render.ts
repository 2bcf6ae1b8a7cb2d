import type { RenderChange } from '../../app/render-changes.js';
import type { RenderResult } from '../../app/render.js';
import { printable, printableLines } from '../../kernel/printable.js';
import type { Problem } from '../../kernel/problem.js';
import { paint } from '../paint.js';
import { table } from '../table.js';

const sign = { new: '+', changed: '~', gone: '-' } as const;

function painted(line: string): string {
  if (line.startsWith('+')) return paint.green(line);
  if (line.startsWith('-')) return paint.red(line);
  return line.startsWith('@@') ? paint.cyan(line) : line;
}

function changeView(change: RenderChange): string {
  const attributes = change.attributes.length === 0 ? '' : `  ${change.attributes.join(', ')}`;
  const title = `${sign[change.kind]} ${printable(`${change.host}:${change.path}`)}${attributes}`;
  // A new file is shown by name only: its whole text would bury what changed.
  if (change.diff === '' || change.kind === 'new') return `${paint.bold(title)}\n`;
  const lines = printableLines(change.diff).split('\n').map(painted);
  return `${paint.bold(title)}\n${lines.map((line) => `    ${line}`).join('\n')}\n`;
}

function count(changes: readonly RenderChange[]): string {
  const of = (kind: RenderChange['kind']): number => changes.filter((change) => change.kind === kind).length;
  return `${of('new')} new, ${of('changed')} changed, ${of('gone')} gone`;
}

/** Whether `validate` says it too: who renders has heard it, and wants to know no more than that it still stands. */
export function saidByValidate({ code }: Problem): boolean {
  return code.startsWith('config-');
}

function ofConfig({ problems }: RenderResult): string {
  const said = problems.filter(saidByValidate).length;
  if (said === 0) return '';
  return `The config has ${said === 1 ? 'a warning' : `${String(said)} warnings`}: see hardway validate\n`;
}

function differences(result: RenderResult): string {
  if (result.changes.length === 0) return `${printable(result.directory)} is up to date\n`;
  return `${result.changes.map(changeView).join('')}${count(result.changes)}\n`;
}

interface HostRow {
  readonly host: string;
  readonly files: number;
  readonly secret: number;
}

/** What was rendered, a row per host; or, with `--diff`, what would change. */
export function renderView(result: RenderResult): string {
  if (!result.written) return differences(result) + ofConfig(result);
  const names = [...new Set(result.files.map((file) => file.host))];
  const rows = names.map((host): HostRow => {
    const files = result.files.filter((file) => file.host === host);
    return { host, files: files.length, secret: files.filter((file) => file.secret).length };
  });
  const list = table(rows, [
    { title: 'HOST', cell: (row) => row.host },
    { title: 'FILES', cell: (row) => String(row.files), align: 'right' },
    { title: 'SECRET', cell: (row) => String(row.secret), align: 'right' },
  ]);
  return `${list}\n${printable(result.directory)}: ${count(result.changes)} (${result.target})\nIt holds private keys: keep it as safe as the PKI.\n${ofConfig(result)}`;
}
