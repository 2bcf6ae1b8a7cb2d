import type { ComponentChanges } from '../../app/component-changes.js';
import type { ComponentUpgrade } from '../../app/component-upgrade.js';
import type { FlagsChanges } from '../../app/flags-changes.js';
import { printable } from '../../kernel/printable.js';
import { writtenDefault } from '../../kernel/printed-default.js';
import { compareVersions } from '../../kernel/version.js';
import { paint } from '../paint.js';
import { indented } from '../paragraph.js';
import { terminalWidth } from '../table.js';

type Change = ComponentChanges['changes'][number];
type Finding = ComponentUpgrade['findings'][number];

const headings: Readonly<Record<Change['kind'], string>> = {
  removed: 'gone: the component does not start with them',
  required: 'newly required: the component does not start without them',
  'plugin-removed': 'admission plugins that are gone: naming one keeps the apiserver from starting',
  'api-removed': 'API versions that are gone: naming one in --runtime-config keeps the apiserver from starting',
  'gate-removed': 'feature gates that are gone: naming one keeps the component from starting',
  'gate-locked': 'feature gates that are locked now: only this value is taken',
  'type-changed': 'type changed',
  'default-changed': 'default changed',
  'plugin-on': 'admission plugins that are on by default now',
  'plugin-off': 'admission plugins that are no longer on by default',
  inert: 'without effect now',
  deprecated: 'newly deprecated',
  added: 'new',
};

function shown(value: string | null): string {
  return value === null || writtenDefault(value) === '' ? 'nothing' : value;
}

function remark({ kind, was, now, replacedBy, note }: Change): string {
  if (kind === 'default-changed' || kind === 'type-changed') return `${shown(was)} → ${shown(now)}`;
  if (kind === 'added') return writtenDefault(now ?? '') === '' ? '' : `default ${now ?? ''}`;
  return note ?? (replacedBy === null ? '' : `use --${replacedBy}`);
}

function isFlag({ kind }: Change): boolean {
  return !/^(?:api|gate|plugin)-/.test(kind);
}

function changeLines(change: Change): readonly string[] {
  const dashes = isFlag(change) ? '--' : '';
  const line = `  ${change.since.padEnd(5)} ${paint.bold(`${dashes}${printable(change.name)}`)}`;
  const text = printable(remark(change));
  const plain = `  ${change.since.padEnd(5)} ${dashes}${change.name}  ${text}`;
  if (text === '') return [line];
  return plain.length <= terminalWidth() ? [`${line}  ${text}`] : [line, ...indented(text, 10, terminalWidth())];
}

/** Gates are many: one paragraph for each minor. */
function gateLines(changes: readonly Change[]): readonly string[] {
  const minors = [...new Set(changes.map(({ since }) => since))].sort(compareVersions);
  return minors.flatMap((minor) => {
    const members = changes.filter(({ since }) => since === minor);
    const names = members.map(({ name, now }) => (now === null ? name : `${name}=${now}`));
    const [first = '', ...rest] = indented(printable(names.join(', ')), 8, terminalWidth());
    return [`  ${minor.padEnd(5)} ${first.trimStart()}`, ...rest];
  });
}

function linesOf(kind: string, changes: readonly Change[]): readonly string[] {
  return kind.startsWith('gate') ? gateLines(changes) : changes.flatMap(changeLines);
}

function changesView({ component, from, to, changes }: ComponentChanges): string {
  const head = `${paint.bold(component)} from ${from} to ${to}`;
  const sections = Object.entries(headings).flatMap(([kind, title]) => {
    const members = changes.filter((change) => change.kind === kind);
    return members.length === 0 ? [] : [[paint.cyan(title), ...linesOf(kind, members)].join('\n')];
  });
  return `${[head, ...(sections.length === 0 ? ['nothing changed'] : sections)].join('\n\n')}\n`;
}

const effects: readonly (readonly [Finding['effect'], string])[] = [
  ['stops', 'keeps it from starting'],
  ['differs', 'changes what it does'],
  ['deprecated', 'works, and will go later'],
];

/** `kube-apiserver.service:12`; nothing for what stands nowhere. */
function placeOf({ provenance: [first] }: Finding): string {
  if (first === undefined) return '';
  const line = first.line === undefined ? '' : `:${first.line}`;
  return `${printable(first.source)}${line}`;
}

function findingLines(finding: Finding): readonly string[] {
  const place = placeOf(finding);
  return [
    ...indented(`${place === '' ? '' : `${place}: `}${printable(finding.what)}`, 2, terminalWidth()),
    ...indented(`fix: ${printable(finding.fix)}`, 4, terminalWidth()).map((line) => paint.dim(line)),
  ];
}

function upgradeView({ component, host, from, to, incomplete, findings }: ComponentUpgrade): string {
  const at = host === undefined ? '' : ` on ${printable(host)}`;
  const head = `${paint.bold(component)}${at} from ${from} to ${to}`;
  const sections = effects.flatMap(([effect, title]) => {
    const members = findings.filter((finding) => finding.effect === effect);
    const painted = effect === 'stops' ? paint.red(title) : paint.yellow(title);
    return members.length === 0 ? [] : [[painted, ...members.flatMap(findingLines)].join('\n')];
  });
  const cut = 'flags may be missing from the source: nothing is said of flags that are not set';
  return `${[head, ...(incomplete ? [paint.yellow(cut)] : []), ...(sections.length === 0 ? ['nothing has to change'] : sections)].join('\n\n')}\n`;
}

/** What changed between two versions, by kind; or what an upgrade means for each component of a source. */
export function flagsChangesView({ changes, upgrades }: FlagsChanges): string {
  return [...changes.map(changesView), ...upgrades.map(upgradeView)].join('\n');
}
