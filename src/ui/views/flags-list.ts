import type { FlagsList } from '../../app/flags-list.js';
import { flagGroups } from '../../kernel/flag-group.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { indented } from '../paragraph.js';
import { terminalWidth } from '../table.js';

type ListedFlag = FlagsList['flags'][number];

/** What a reader must know besides the default: whether it is needed, does nothing, or will go. */
function remarks(flag: ListedFlag): string[] {
  return [
    ...(flag.required ? ['required'] : []),
    ...(flag.inert === null ? [] : [`no effect since ${flag.inert.since}`]),
    ...(flag.deprecated === null ? [] : ['deprecated']),
    ...(flag.replacedBy === null ? [] : [`use --${flag.replacedBy}`]),
    ...(flag.since === null ? [] : [`new in ${flag.since}`]),
    ...(flag.until === null ? [] : [`last in ${flag.until}`]),
  ];
}

function entry(flag: ListedFlag, widths: { readonly name: number; readonly type: number }): string {
  const name = printable(flag.name).padEnd(widths.name);
  const type = printable(flag.type).padEnd(widths.type);
  const more = remarks(flag);
  const room = terminalWidth();
  const fits = `${name}  ${type}  ${flag.default}`.trimEnd().length <= room;
  return [
    ...(fits
      ? [`${paint.bold(name)}  ${paint.dim(type)}  ${printable(flag.default)}`.trimEnd()]
      : [paint.bold(flag.name), ...indented(`${flag.type}  ${printable(flag.default)}`.trimEnd(), 4, room)]),
    ...(flag.about === null ? [] : indented(flag.about, 4, room)),
    ...(more.length === 0 ? [] : indented(more.join(', '), 4, room).map((text) => paint.yellow(text))),
  ].join('\n');
}

// Only very long names and types are wider; they push what follows to the right in their own line.
const maxName = 44;
const maxType = 12;

/** The flags under the heading of their group, each with type and default, and below them the sentence about it. */
export function flagsListView({ component, version, flags }: FlagsList): string {
  const head = `${paint.bold(`${component} ${version}`)}: ${flags.length} flags`;
  const widths = {
    name: Math.min(maxName, Math.max(0, ...flags.map(({ name }) => name.length))),
    type: Math.min(maxType, Math.max(0, ...flags.map(({ type }) => type.length))),
  };
  const sections = [...flagGroups, null].flatMap((group) => {
    const members = flags.filter((flag) => flag.group === group);
    const title = paint.cyan(group ?? 'others');
    return members.length === 0 ? [] : [`${title}\n${members.map((flag) => entry(flag, widths)).join('\n')}`];
  });
  return `${[head, ...sections].join('\n\n')}\n`;
}
