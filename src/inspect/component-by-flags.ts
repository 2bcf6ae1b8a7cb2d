import { everyFlagName } from '../catalog/history.js';
import { type KnownComponent, knownComponents } from '../kernel/component.js';

const known = new Map<KnownComponent, Promise<ReadonlySet<string>>>();

/** What is recorded does not change while the program runs. */
function namesOf(component: KnownComponent): Promise<ReadonlySet<string>> {
  const names = known.get(component) ?? everyFlagName(component);
  known.set(component, names);
  return names;
}

/**
 * Which component has flags of these names: the one that knows most of them, of several the one with the fewest flags
 * besides. Null when none knows half of them.
 */
export async function componentByFlags(names: Iterable<string>): Promise<KnownComponent | null> {
  const given = [...new Set([...names].map((name) => name.replaceAll('_', '-')))];
  let best: { readonly component: KnownComponent; readonly hits: number; readonly size: number } | null = null;
  for (const component of knownComponents) {
    const every = await namesOf(component);
    const hits = given.filter((name) => every.has(name)).length;
    const better = best === null || hits > best.hits || (hits === best.hits && every.size < best.size);
    if (better) best = { component, hits, size: every.size };
  }
  return best === null || best.hits === 0 || best.hits * 2 < given.length ? null : best.component;
}

/** The component that a text names, such as an identifier of the journal or a path; null when it names none. */
export function componentNamed(text: string): KnownComponent | null {
  const named = knownComponents.filter((component) => new RegExp(`(?:^|[^A-Za-z])${component}(?![A-Za-z])`).test(text));
  return named.length === 1 ? (named[0] ?? null) : null;
}
