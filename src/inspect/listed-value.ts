import { csvRecord } from '../catalog/csv-record.js';
import type { Flag } from '../catalog/flag.js';
import { elementsOf, typeRules } from '../catalog/type-rules.js';
import { isList } from './list-value.js';

/**
 * The elements of a list or map the way components print it (defaults, `FLAG:` log, /flagz): `[a,b]`, or bare for maps.
 * Null for types that have no elements.
 */
export function listedElements(flag: Flag, printed: string): readonly string[] | null {
  if (!isList(flag.type)) return null;
  const inner = printed.startsWith('[') && printed.endsWith(']') ? printed.slice(1, -1) : printed;
  if (inner === '') return [];
  if (flag.type === 'stringArray') return csvRecord(inner) ?? [inner];
  if (flag.type === 'namedCertKey') return inner.split(';');
  return typeRules(flag.type).elements === 'one' ? inner.split(',') : elementsOf(flag, inner);
}
