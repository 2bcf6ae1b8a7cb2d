import type { Flag } from '../catalog/flag.js';
import { elementsOf, typeRules } from '../catalog/type-rules.js';

/** Whether a flag of this type has elements, so that its value is worth showing one by one. */
export function isList(type: string): boolean {
  const { repeats, elements } = typeRules(type);
  return repeats !== 'replace' || elements !== 'one';
}

/** Merges `key=value` elements: a later key takes the place of the earlier one. Blanks around both are dropped. */
export function mergedEntries(elements: readonly string[]): readonly string[] {
  const byKey = new Map<string, string>();
  for (const element of elements) {
    const [key = '', ...rest] = element.split('=');
    if (element.trim() === '') continue;
    byKey.set(key.trim(), rest.length === 0 ? key.trim() : `${key.trim()}=${rest.join('=').trim()}`);
  }
  return [...byKey.values()];
}

/** A list as one line again, quoted where an element needs it, so that it is read back as the same list. */
function csvLine(fields: readonly string[]): string {
  return fields.map((field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
}

export interface ListValue {
  /** One use is shown as it was written; several are put into one line. */
  readonly text: string;
  readonly elements: readonly string[];
}

/** What the values of all uses of a list or map flag make together, by the rules of its type. */
export function listValue(flag: Flag, values: readonly string[]): ListValue {
  const { repeats, elements: splitting } = typeRules(flag.type);
  const all = values.flatMap((value) => elementsOf(flag, value));
  const elements = repeats === 'merge' ? mergedEntries(all) : all;
  if (values.length === 1) return { text: values[0] ?? '', elements };
  return { text: splitting === 'csv' && repeats === 'append' ? csvLine(elements) : elements.join(','), elements };
}
