import { isKnownComponent } from '../kernel/component.js';
import type { Flag } from './flag.js';
import { canonicalName } from './flag-name.js';
import type { RecordedRange } from './recorded-flags.js';
import { recordedFlags } from './recordings.js';
import { knownMinors } from './sources.js';

/** Every flag that any recorded minor of one component has: to read a command line before its version is known. */
export interface EveryFlag {
  /** The flag as the newest minor that has it declares it; undefined when no minor does. */
  get(name: string): Flag | undefined;
  byShorthand(letter: string): Flag | undefined;
  /** All names, sorted. */
  names(): readonly string[];
  /** As `get`, of all. */
  all(): readonly Flag[];
  /** The minors that have the flag, from old to new; a range without `to` lasts up to the newest minor. */
  minorsOf(name: string): readonly RecordedRange[];
  /** All recorded minors, from old to new. */
  readonly minors: readonly string[];
}

const none: readonly RecordedRange[] = Object.freeze([]);

function flagOf(name: string, range: RecordedRange): Flag {
  const flag: Flag & { from?: string; to?: string } = { ...range, name };
  delete flag.from;
  delete flag.to;
  return flag;
}

/** What is recorded of a component over all minors. Null for a component we do not know. */
export async function loadEveryFlag(component: string): Promise<EveryFlag | null> {
  if (!isKnownComponent(component)) return null;
  const { flags } = await recordedFlags(component);
  const minorsOf = (name: string): readonly RecordedRange[] => {
    const canonical = canonicalName(component, name);
    return Object.hasOwn(flags, canonical) ? (flags[canonical] ?? none) : none;
  };
  const read = new Map<string, Flag | undefined>();
  const get = (name: string): Flag | undefined => {
    if (read.has(name)) return read.get(name);
    const newest = minorsOf(name).at(-1);
    const flag = newest === undefined ? undefined : flagOf(canonicalName(component, name), newest);
    if (flag !== undefined) read.set(name, flag);
    return flag;
  };
  let everything: readonly Flag[] | undefined;
  const all = (): readonly Flag[] => (everything ??= Object.keys(flags).flatMap((name) => get(name) ?? []));
  return {
    get,
    byShorthand: (letter) => all().find(({ shorthand }) => shorthand === letter),
    names: () => Object.keys(flags),
    all,
    minorsOf,
    minors: knownMinors(component),
  };
}
