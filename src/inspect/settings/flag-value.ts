import type { EffectiveSetting } from '../companion.js';
import type { EffectiveFlag, InspectedComponent, Provenance } from '../effective-flag.js';

/** The flag as something sets it; undefined when it is not set, or has its default. */
export function setFlag({ flags }: InspectedComponent, name: string): EffectiveFlag | undefined {
  const flag = flags[name];
  return flag === undefined || flag.origin === 'default' ? undefined : flag;
}

/** Whether a flag is known to be unset: nothing sets it, and nothing is missing from the source. */
export function isUnset(component: InspectedComponent, name: string): boolean {
  return setFlag(component, name) === undefined && component.incomplete !== true;
}

/** The elements of a flag; null when its value is not known. A flag without elements is one element, or none if empty. */
export function elementsOfFlag(flag: EffectiveFlag): readonly string[] | null {
  if (flag.value === null) return null;
  if (flag.values !== undefined) return flag.values;
  return flag.value === '' ? [] : flag.value.split(',');
}

/** What flags set, with where; null when one of them is not known, or may be missing from the source. */
export function listsOf(
  component: InspectedComponent,
  names: readonly string[],
): { readonly lists: readonly (readonly string[])[]; readonly provenance: readonly Provenance[] } | null {
  const lists: (readonly string[])[] = [];
  const provenance: Provenance[] = [];
  for (const name of names) {
    const flag = setFlag(component, name);
    if (flag === undefined) {
      if (component.incomplete === true) return null;
      lists.push([]);
      continue;
    }
    const elements = elementsOfFlag(flag);
    if (elements === null) return null;
    lists.push(elements);
    provenance.push(...flag.provenance);
  }
  return { lists, provenance };
}

/** A setting of which nothing can be said. */
export function undetermined(provenance: readonly Provenance[] = []): EffectiveSetting {
  return { value: null, provenance };
}
