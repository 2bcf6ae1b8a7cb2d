import type { ComponentDiff, Diff } from '../../app/diff.js';
import type { DiffSide, FlagDiff } from '../../inspect/diff-flags.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { table, terminalWidth } from '../table.js';

type Side = ComponentDiff['a'];

function nameOf({ host, version, sources }: Side): string {
  const source = sources.map(({ kind, path }) => path ?? kind).join(', ');
  const at = host === undefined ? source : `${host} (${source})`;
  return printable(version === undefined ? at : `${at}, ${version}`);
}

function shown(side: DiffSide | null): string {
  if (side === null) return 'not set';
  return side.value ?? '(unknown)';
}

/** Of two lists only what is not in both, where that is shorter than the lists. */
function sideText(diff: FlagDiff, side: 'a' | 'b'): string {
  const own = side === 'a' ? diff.removed : diff.added;
  const all = shown(diff[side]);
  if (diff.kind !== 'changed' || own === undefined) return all;
  if (own.length === 0) return (side === 'a' ? diff.added : diff.removed)?.length === 0 ? all : 'without it';
  const few = own.join(',');
  return few.length < all.length ? `…${few}` : all;
}

function rows(title: string, diffs: readonly FlagDiff[]): string {
  if (diffs.length === 0) return '';
  const body = table(
    diffs,
    [
      { title: 'FLAG', cell: ({ flag }) => flag },
      { title: 'A', cell: (diff) => sideText(diff, 'a'), paint: (text) => paint.red(text) },
      { title: 'B', cell: (diff) => sideText(diff, 'b'), wrap: true, paint: (text) => paint.green(text) },
    ],
    process.stdout.isTTY ? terminalWidth() : Number.POSITIVE_INFINITY,
  );
  return `${title}${body}`;
}

function componentView({ component, a, b, flags }: ComponentDiff): string {
  const head = `${paint.bold(printable(component))}\n  A ${nameOf(a)}\n  B ${nameOf(b)}\n`;
  if (flags.length === 0) return `${head}the same flags\n`;
  const of = (...kinds: FlagDiff['kind'][]) => flags.filter(({ kind }) => kinds.includes(kind));
  const folded = of('same-effect').map(({ flag }) => flag);
  return [
    head,
    rows('', of('changed', 'only-a', 'only-b')),
    rows('\ncannot be told\n', of('undetermined')),
    folded.length === 0 ? '' : `\nset by one side to what the other has by default: ${printable(folded.join(', '))}\n`,
  ].join('');
}

function alone(side: 'A' | 'B', components: readonly Side[]): string {
  return components
    .map((one) => `${paint.bold(printable(one.component))} is in ${side} only: ${nameOf(one)}\n`)
    .join('');
}

/** Per component of both sides: what differs, side by side. */
export function diffView({ components, onlyInA, onlyInB }: Diff): string {
  const parts = [...components.map(componentView), alone('A', onlyInA), alone('B', onlyInB)];
  return parts.filter((part) => part !== '').join('\n');
}
