import { isKnownComponent } from '../kernel/component.js';
import { canonicalName } from './flag-name.js';
import type { RecordedRange } from './recorded-flags.js';
import { recordedFlags } from './recordings.js';

const none: ReadonlySet<string> = new Set();

/** Every name that a flag of this component had in any recorded minor; empty for a component we do not know. */
export async function everyFlagName(component: string): Promise<ReadonlySet<string>> {
  return isKnownComponent(component) ? new Set(Object.keys((await recordedFlags(component)).flags)) : none;
}

/**
 * The minors in which a component has a flag, from old to new, with what was true of it then; a range without `to` lasts
 * up to the newest minor recorded. Empty when no recorded minor has a flag of that name.
 */
export async function minorsOfFlag(component: string, name: string): Promise<readonly RecordedRange[]> {
  if (!isKnownComponent(component)) return [];
  const { flags } = await recordedFlags(component);
  const canonical = canonicalName(component, name);
  return Object.hasOwn(flags, canonical) ? (flags[canonical] ?? []) : [];
}
