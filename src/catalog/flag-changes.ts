import { compareVersions } from '../kernel/version.js';
import { type FlagEvent, flagHistory, flagLife, rangeIn } from './flag-history.js';
import type { FlagNote } from './flag-note.js';
import type { RecordedRange } from './recorded-flags.js';

/** What kind of thing changed about a flag, an admission plugin, or a feature gate. */
export type ChangeKind =
  | 'added'
  | 'removed'
  | 'required'
  | 'type-changed'
  | 'default-changed'
  | 'inert'
  | 'deprecated'
  | 'plugin-removed'
  | 'plugin-on'
  | 'plugin-off'
  | 'gate-removed'
  | 'gate-locked';

/** One difference between two minors of a component. */
export interface CatalogueChange {
  readonly kind: ChangeKind;
  /** Of a flag, an admission plugin (`plugin-…`), or a feature gate (`gate-…`). */
  readonly name: string;
  /** The first minor in which it is so: `1.24`. */
  readonly since: string;
  /** The default or type before and after; the default alone for what was added or removed. */
  readonly was: string | null;
  readonly now: string | null;
  readonly replacedBy: string | null;
  /** What to do, or why. */
  readonly note: string | null;
}

/** A stretch of minors, from the one that runs to the one that is wanted. */
export interface Stretch {
  readonly from: string;
  readonly to: string;
  /** Every recorded minor of the component, from old to new. */
  readonly minors: readonly string[];
}

function within(minor: string, { from, to }: Stretch): boolean {
  return compareVersions(from, minor) < 0 && compareVersions(minor, to) <= 0;
}

function change(kind: ChangeKind, name: string, since: string, rest: Partial<CatalogueChange>): CatalogueChange {
  return { kind, name, since, was: null, now: null, replacedBy: null, note: null, ...rest };
}

/** The last minor of the stretch in which this became of the flag. */
function sinceOf(kind: FlagEvent['kind'], ranges: readonly RecordedRange[], stretch: Stretch): string {
  const events = flagHistory(ranges, stretch.minors).filter(
    (event) => event.kind === kind && within(event.minor, stretch),
  );
  return events.at(-1)?.minor ?? stretch.to;
}

function minorAfter(minor: string | null, { minors, to }: Stretch): string {
  return minor === null ? to : (minors[minors.indexOf(minor) + 1] ?? to);
}

function curated(name: string, note: FlagNote | undefined, stretch: Stretch): readonly CatalogueChange[] {
  const { required, inert, replacedBy = null } = note ?? {};
  return [
    ...(required !== undefined && within(required.since, stretch)
      ? [change('required', name, required.since, {})]
      : []),
    ...(inert !== undefined && within(inert.since, stretch)
      ? [change('inert', name, inert.since, { replacedBy, note: inert.why })]
      : []),
  ];
}

function empty(text: string): string {
  return text === '[]' || text === '<nil>' ? '' : text;
}

function lasting(
  name: string,
  [was, now]: readonly [RecordedRange, RecordedRange],
  ranges: readonly RecordedRange[],
  stretch: Stretch,
  note: FlagNote | undefined,
): readonly CatalogueChange[] {
  const replacedBy = note?.replacedBy ?? null;
  return [
    ...(was.type === now.type
      ? []
      : [change('type-changed', name, sinceOf('type', ranges, stretch), { was: was.type, now: now.type })]),
    ...(empty(was.default) === empty(now.default)
      ? []
      : [change('default-changed', name, sinceOf('default', ranges, stretch), { was: was.default, now: now.default })]),
    ...(now.deprecated === undefined || was.deprecated !== undefined
      ? []
      : [change('deprecated', name, sinceOf('deprecated', ranges, stretch), { replacedBy, note: now.deprecated })]),
  ];
}

/** What became of one flag between two minors. */
export function changesOfFlag(
  name: string,
  ranges: readonly RecordedRange[],
  stretch: Stretch,
  note: FlagNote | undefined,
): readonly CatalogueChange[] {
  const { from, to, minors } = stretch;
  const [was, now] = [rangeIn(ranges, from), rangeIn(ranges, to)];
  if (now === undefined) {
    if (was === undefined) return [];
    const since = minorAfter(flagLife(ranges, minors, from).until, stretch);
    const rest = { was: was.default, replacedBy: note?.replacedBy ?? null, note: note?.gone?.note ?? null };
    return [change('removed', name, since, rest)];
  }
  const changed =
    was === undefined
      ? [change('added', name, flagLife(ranges, minors, to).since ?? to, { now: now.default })]
      : lasting(name, [was, now], ranges, stretch, note);
  return [...changed, ...curated(name, note, stretch)];
}
