import type { Flag } from './flag.js';
import { type FlagLife, flagLife } from './flag-history.js';
import type { FlagNote } from './flag-note.js';
import type { FlagGroup } from '../kernel/flag-group.js';
import { compareVersions } from '../kernel/version.js';
import type { RecordedRange } from './recorded-flags.js';

/** All that is known of a flag in one minor: what the component declares, and what is written by hand. */
export interface FlagFacts {
  readonly name: string;
  /** As pflag names it; for etcd the name of the Go type. */
  readonly type: string;
  readonly default: string;
  /** The component's own message; null when it is not deprecated in this minor. */
  readonly deprecated: string | null;
  /** Accepted, but left out of `--help`. */
  readonly hidden: boolean;
  /** Accepted without effect in this minor. */
  readonly inert: { readonly since: string; readonly why: string } | null;
  /** In this minor the component does not start without it. */
  readonly required: boolean;
  /** The first minor that has it; null when that lies before the oldest minor recorded. */
  readonly since: string | null;
  /** The last minor that has it; null while the newest minor recorded has it. */
  readonly until: string | null;
  /** The flag that does its work now, or in later minors. */
  readonly replacedBy: string | null;
  readonly group: FlagGroup | null;
  readonly about: string | null;
}

/** Whether something that began with a minor holds in this one. */
function holds(fact: { readonly since: string } | undefined, minor: string): boolean {
  return fact !== undefined && compareVersions(fact.since, minor) <= 0;
}

/** The facts about a flag in a minor that has it. */
export function flagFacts(
  flag: Flag,
  ranges: readonly RecordedRange[],
  minors: readonly string[],
  minor: string,
  note: FlagNote | undefined,
): FlagFacts {
  const { since, until }: FlagLife = flagLife(ranges, minors, minor);
  return {
    name: flag.name,
    type: flag.type,
    default: flag.default,
    deprecated: flag.deprecated ?? null,
    hidden: flag.hidden ?? false,
    inert: holds(note?.inert, minor) ? (note?.inert ?? null) : null,
    required: holds(note?.required, minor),
    since,
    until,
    replacedBy: note?.replacedBy ?? null,
    group: note?.group ?? null,
    about: note?.about ?? null,
  };
}
