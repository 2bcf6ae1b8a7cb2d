import { everyFlagName } from '../catalog/history.js';
import { type KnownComponent, knownComponents } from '../kernel/component.js';
import { nearest } from '../kernel/nearest.js';
import { printable } from '../kernel/printable.js';
import { fail } from '../kernel/problem.js';

/** More than that nobody reads. */
const maxSuggestions = 6;

/** Flags that were perhaps meant: the nearest spelling, and those whose name has the word in it. */
function suggestions(name: string, names: readonly string[]): readonly string[] {
  const near = nearest(name, names);
  const within = name.length < 3 ? [] : names.filter((one) => one.includes(name.toLowerCase().replaceAll('_', '-')));
  return [...new Set([...(near === undefined ? [] : [near]), ...within])];
}

/** Ends with a usage problem that names what may have been meant: another component, or another flag. */
export async function refuseUnknownFlag(
  name: string,
  component: KnownComponent | undefined,
  owners: (among: readonly KnownComponent[]) => Promise<readonly KnownComponent[]>,
): Promise<never> {
  const what = `no recorded version of ${component ?? 'any component'} has a flag --${printable(name).slice(0, 80)}`;
  const elsewhere = component === undefined ? [] : await owners(knownComponents);
  if (elsewhere.length > 0) {
    fail('flag-unknown', { what, fix: `ask for --component ${elsewhere.join(' or ')}` });
  }
  const among = component === undefined ? knownComponents : [component];
  const names = new Set((await Promise.all(among.map(everyFlagName))).flatMap((all) => [...all]));
  const meant = suggestions(name, [...names]);
  if (meant.length === 0) fail('flag-unknown', { what, fix: 'hardway flags list shows them all' });
  const shown = meant.slice(0, maxSuggestions).map((one) => `--${one}`);
  const more = meant.length > maxSuggestions ? ` and ${meant.length - maxSuggestions} more` : '';
  fail('flag-unknown', { what, expected: `${shown.join(', ')}${more}, perhaps` });
}
