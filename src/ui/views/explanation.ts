import type { Explanation } from '../../app/explain.js';
import { writtenDefault } from '../../kernel/printed-default.js';
import { printable } from '../../kernel/printable.js';
import { paint } from '../paint.js';
import { indented, paragraph } from '../paragraph.js';
import { terminalWidth } from '../table.js';

type One = Explanation['explanations'][number];
type FlagEvent = One['history'][number];

/** A heading and what stands under it; nothing when there is nothing to say. */
function section(title: string, texts: readonly string[]): string {
  if (texts.length === 0) return '';
  const lines = texts.flatMap((text) => hanging(printable(text)));
  return `\n${paint.cyan(title)}\n${lines.join('\n')}\n`;
}

/** One item: its further lines stand further in. */
function hanging(text: string): readonly string[] {
  const [first = '', ...rest] = paragraph(text, terminalWidth() - 4);
  return [`  ${first}`, ...rest.map((line) => `    ${line}`)];
}

/** As one would write it: `a,b` for the list that a help text prints as `[a,b]`. */
function shownDefault(text: string): string {
  const written = writtenDefault(text);
  return written === '' ? 'nothing' : written;
}

function eventText({ minor, kind, was = '', now = '' }: FlagEvent): string {
  switch (kind) {
    case 'added':
      return `${minor}  added, default ${shownDefault(now)}`;
    case 'removed':
      return `${minor}  removed: it does not start with the flag any more`;
    case 'default':
      return `${minor}  default changed from ${shownDefault(was)} to ${shownDefault(now)}`;
    case 'type':
      return `${minor}  type changed from ${was} to ${now}`;
    case 'deprecated':
      return `${minor}  deprecated: ${now}`;
    case 'required':
      return `${minor}  required from here on`;
    case 'inert':
      return `${minor}  without effect from here on`;
  }
}

function history({ history: events, since, until }: One): readonly string[] {
  if (events.length > 0) return events.map(eventText);
  return since === null && until === null ? ['unchanged in every version that is recorded'] : [];
}

function state(one: One): readonly string[] {
  const { component, version, exists, gone, required, inert, deprecated, replacedBy } = one;
  const instead = replacedBy === null ? '' : ` Use --${replacedBy}.`;
  return [
    ...(exists
      ? []
      : [`${component} ${version} does not have it${gone === null ? '' : `, it went with ${gone.since}`}.`]),
    ...(!exists && gone !== null ? [gone.note] : []),
    ...(required && exists ? [`Required: ${component} ${version} does not start without it.`] : []),
    ...(inert === null ? [] : [`Without effect since ${inert.since}: ${inert.why}`]),
    ...(deprecated === null || !exists ? [] : [`Deprecated: ${deprecated.replace(/\.?$/, '.')}${instead}`]),
  ];
}

function given({ given: value, name }: One): readonly string[] {
  if (value === null) return [];
  if (value.why.length > 0) return value.why.map((why) => `not taken: ${why}`);
  if (!value.accepted) return [`--${name} does not take this value; expected ${value.expected ?? 'another one'}`];
  return [value.readAs === null ? 'taken as it stands' : `read as ${value.readAs.join(' | ') || 'nothing'}`];
}

function explained(one: One): string {
  const head = `${paint.bold(`--${printable(one.name)}`)}  ${one.component} ${one.version}`;
  const about = one.about === null ? [] : paragraph(one.about, terminalWidth());
  const warned = state(one).flatMap((text) => indented(printable(text), 0, terminalWidth()));
  const unset = one.unset === null ? '' : `, unset means ${one.unset}`;
  const asOf = one.exists ? '' : ` in ${one.asOf ?? ''}`;
  const type =
    one.type === null
      ? []
      : [`${one.form ?? ''}  (${one.type}, default ${shownDefault(one.default ?? '')}${asOf}${unset})`];
  return [
    `${[head, ...about, ...warned.map((line) => paint.yellow(line))].join('\n')}\n`,
    section('the value given', given(one)),
    section('how it is written', [...type, ...(one.reading.length === 0 ? [] : [one.reading.join(' ')])]),
    section('when it is wrong', one.breaks === null ? [] : [one.breaks]),
    section(
      'must agree with',
      one.agreesWith.map(({ with: other, how }) => `${other}: ${how}`),
    ),
    section('kubeadm', one.kubeadm === null ? [] : [one.kubeadm]),
    section('history', history(one)),
  ].join('');
}

/** What a flag means, once for each component that has it. */
export function explanationView({ explanations }: Explanation): string {
  return explanations.map(explained).join('\n');
}
