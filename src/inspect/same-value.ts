import { goDuration } from '../catalog/go-literals.js';
import { typeRules } from '../catalog/type-rules.js';
import type { ComparedFlag } from './master-facts.js';

/** Lists in which the order of the elements means nothing to the component. */
const unordered: ReadonlySet<string> = new Set([
  'enable-admission-plugins',
  'disable-admission-plugins',
  'api-audiences',
  'etcd-servers',
  'service-account-key-file',
  'tls-cipher-suites',
  'cipher-suites',
  'requestheader-allowed-names',
]);

/** The value of a flag in a form that is equal when the component would do the same. */
function comparable({ name, type, value, values }: ComparedFlag): string {
  if (values !== undefined) {
    const anyOrder = unordered.has(name) || typeRules(type).repeats === 'merge';
    return (anyOrder ? [...values].sort() : values).join('\0');
  }
  if (value === null) return '';
  if (type === 'duration') return String(goDuration(value) ?? value);
  return value === '<nil>' ? '' : value;
}

/** Whether two values of one flag mean the same to the component. Neither may be undetermined. */
export function sameValue(a: ComparedFlag, b: ComparedFlag): boolean {
  return comparable(a) === comparable(b);
}
