import type { KnownComponent } from '../../kernel/component.js';
import type { InspectedComponent } from '../effective-flag.js';
import { takesPlace } from './takes-place.js';

/**
 * Whether a flag that a component does not set may stand in a file that was not read, one that takes the place of flags.
 */
export function unreadFlags({ component, flags, companions }: InspectedComponent): (flag: string) => boolean {
  const unread = (name: string | undefined): boolean => {
    const given = name === undefined ? undefined : flags[name];
    if (given === undefined || given.origin === 'default' || given.value === '') return false;
    const own = companions?.filter(({ flag }) => flag === name);
    return own === undefined || own.some(({ state }) => state !== 'read');
  };
  const rules = takesPlace[component as KnownComponent] ?? [];
  const open = rules.filter((rule) => unread(rule.flag) || unread(rule.folder));
  return (flag) => open.some((rule) => rule.flags === 'all' || rule.flags.includes(flag));
}
