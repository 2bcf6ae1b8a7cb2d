import { writtenDefault } from '../kernel/printed-default.js';
import { compareVersions } from '../kernel/version.js';
import { flagLife, rangeIn } from './flag-history.js';
import type { FlagNote } from './flag-note.js';
import type { RecordedRange } from './recorded-flags.js';

/** What kind of thing changed about a flag, an admission plugin, a feature gate, or a version of an API group. */
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
  | 'gate-locked'
  | 'api-removed';

/** One difference between two minors of a component. */
export interface CatalogueChange {
  readonly kind: ChangeKind;
  /** Of a flag, an admission plugin (`plugin-…`), a feature gate (`gate-…`), or `group/version` (`api-…`). */
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

/** The first minor from which the flag is to the end of the stretch as it is there. */
function heldSince(
  ranges: readonly RecordedRange[],
  stretch: Stretch,
  holds: (range: RecordedRange) => boolean,
): string {
  const steps = stretch.minors.filter((minor) => within(minor, stretch));
  const broken = steps.findLastIndex((minor) => {
    const range = rangeIn(ranges, minor);
    return range === undefined || !holds(range);
  });
  return steps[broken + 1] ?? stretch.to;
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

/** A default that is not printed any more, and that the component still uses when the flag is not set. */
function inName(was: string, now: string, note: FlagNote | undefined): boolean {
  return writtenDefault(now) === '' && note?.unset !== undefined && note.unset === writtenDefault(was);
}

function lasting(
  name: string,
  [was, now]: readonly [RecordedRange, RecordedRange],
  ranges: readonly RecordedRange[],
  stretch: Stretch,
  note: FlagNote | undefined,
): readonly CatalogueChange[] {
  const replacedBy = note?.replacedBy ?? null;
  const since = (holds: (range: RecordedRange) => boolean): string => heldSince(ranges, stretch, holds);
  return [
    ...(was.type === now.type
      ? []
      : [
          change(
            'type-changed',
            name,
            since(({ type }) => type === now.type),
            { was: was.type, now: now.type },
          ),
        ]),
    ...(writtenDefault(was.default) === writtenDefault(now.default) || inName(was.default, now.default, note)
      ? []
      : [
          change(
            'default-changed',
            name,
            since((range) => range.default === now.default),
            { was: was.default, now: now.default },
          ),
        ]),
    ...(now.deprecated === undefined || was.deprecated !== undefined
      ? []
      : [
          change(
            'deprecated',
            name,
            since(({ deprecated }) => deprecated !== undefined),
            { replacedBy, note: now.deprecated },
          ),
        ]),
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
