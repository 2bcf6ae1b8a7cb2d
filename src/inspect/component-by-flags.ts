import { everyFlagName } from '../catalog/history.js';
import { type KnownComponent, knownComponents } from '../kernel/component.js';

/**
 * Which component has flags of these names: the one that knows most of them, of several the one with the fewest flags
 * besides. Null when none knows half of them.
 */
export async function componentByFlags(names: Iterable<string>): Promise<KnownComponent | null> {
  const given = [...new Set([...names].map((name) => name.replaceAll('_', '-')))];
  let best: { readonly component: KnownComponent; readonly known: number; readonly size: number } | null = null;
  for (const component of knownComponents) {
    const every = await everyFlagName(component);
    const known = given.filter((name) => every.has(name)).length;
    const better = best === null || known > best.known || (known === best.known && every.size < best.size);
    if (better) best = { component, known, size: every.size };
  }
  return best === null || best.known === 0 || best.known * 2 < given.length ? null : best.component;
}

/** The component that a text names, such as an identifier of the journal or a path; null when it names none. */
export function componentNamed(text: string): KnownComponent | null {
  const named = knownComponents.filter((component) => new RegExp(`(?:^|[^A-Za-z])${component}(?![A-Za-z])`).test(text));
  return named.length === 1 ? (named[0] ?? null) : null;
}
