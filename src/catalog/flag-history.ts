import { writtenDefault } from '../kernel/printed-default.js';
import { compareVersions } from '../kernel/version.js';
import type { FlagNote } from './flag-note.js';
import type { RecordedRange } from './recorded-flags.js';

/** What became of a flag in one minor. `was` and `now` are defaults, types, or the message of deprecation. */
export interface FlagEvent {
  readonly minor: string;
  readonly kind: 'added' | 'removed' | 'default' | 'type' | 'deprecated' | 'required' | 'inert';
  readonly was?: string;
  readonly now?: string;
}

/** The minors between which a component has a flag without a gap. */
export interface FlagLife {
  /** The first minor that has it; null when the oldest minor recorded has it already. */
  readonly since: string | null;
  /** The last minor that has it; null when the newest minor recorded has it still. */
  readonly until: string | null;
}

/** What was true of a flag in a minor; undefined when the component did not have it. */
export function rangeIn(ranges: readonly RecordedRange[], minor: string): RecordedRange | undefined {
  return ranges.find(
    ({ from, to }) => compareVersions(from, minor) <= 0 && (to === undefined || compareVersions(minor, to) <= 0),
  );
}

/** Since when and until when the component has the flag that it has in this minor. `minors` go from old to new. */
export function flagLife(ranges: readonly RecordedRange[], minors: readonly string[], minor: string): FlagLife {
  const at = minors.indexOf(minor);
  const has = minors.map((one) => rangeIn(ranges, one) !== undefined);
  if (!has[at]) return { since: null, until: null };
  const before = has.lastIndexOf(false, at);
  const after = has.indexOf(false, at);
  return {
    since: before === -1 ? null : (minors[before + 1] ?? null),
    until: after === -1 ? null : (minors[after - 1] ?? null),
  };
}

/** An empty list is written `[]` by one type and as nothing by another. */
function sameDefault(a: RecordedRange, b: RecordedRange): boolean {
  return a.default === b.default || (a.type !== b.type && writtenDefault(a.default) === writtenDefault(b.default));
}

/** What differs between two ranges of one flag, both of which exist. */
export function rangeEvents(was: RecordedRange, now: RecordedRange, minor: string): readonly FlagEvent[] {
  return [
    ...(was.type === now.type ? [] : [{ minor, kind: 'type' as const, was: was.type, now: now.type }]),
    ...(sameDefault(was, now) ? [] : [{ minor, kind: 'default' as const, was: was.default, now: now.default }]),
    ...deprecation(was, now, minor),
  ];
}

function deprecation(was: RecordedRange | undefined, now: RecordedRange, minor: string): readonly FlagEvent[] {
  if (now.deprecated === undefined || was?.deprecated !== undefined) return [];
  return [{ minor, kind: 'deprecated', now: now.deprecated }];
}

function curated(note: FlagNote | undefined, minor: string): readonly FlagEvent[] {
  return [
    ...(note?.required?.since === minor ? [{ minor, kind: 'required' as const }] : []),
    ...(note?.inert?.since === minor ? [{ minor, kind: 'inert' as const }] : []),
  ];
}

/**
 * Everything that became of a flag between the oldest and the newest of the minors, from old to new. How the oldest minor
 * had it is no event.
 */
export function flagHistory(
  ranges: readonly RecordedRange[],
  minors: readonly string[],
  note?: FlagNote,
): readonly FlagEvent[] {
  return minors.slice(1).flatMap((minor, i): readonly FlagEvent[] => {
    const was = rangeIn(ranges, minors[i] ?? '');
    const now = rangeIn(ranges, minor);
    if (now === undefined) return was === undefined ? [] : [{ minor, kind: 'removed' }];
    if (was === undefined) {
      const added: FlagEvent = { minor, kind: 'added', now: now.default };
      return [added, ...deprecation(undefined, now, minor), ...curated(note, minor)];
    }
    return [...(was === now ? [] : rangeEvents(was, now, minor)), ...curated(note, minor)];
  });
}
