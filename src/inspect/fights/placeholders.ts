import { placeholdersIn } from '../../formats/placeholders.js';
import type { InspectedComponent } from '../effective-flag.js';
import type { Finding } from './view.js';

/**
 * Values that hold what a template or a guide leaves to be filled in. Where a text is a copy, its reader leaves such a
 * value open and says so; where it is what a program really gets, the value stays, and is told here.
 */
export function placeholders({ flags }: InspectedComponent): readonly Finding[] {
  return Object.values(flags).flatMap(({ name, value, origin }): Finding[] => {
    if (value === null || origin === 'default') return [];
    const [found] = placeholdersIn(value);
    if (found === undefined) return [];
    const what = `--${name} is given the placeholder ${found.slice(0, 80)} as it is written`;
    return [{ code: 'input-placeholder', severity: 'warning', flag: name, what, fix: 'fill it in' }];
  });
}
