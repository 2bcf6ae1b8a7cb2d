import { csvRecord } from './csv-record.js';
import type { Flag } from './flag.js';
import { expectedInstead } from './value-checks.js';

/** What the type of a flag means for reading a command line. */
export interface TypeRules {
  /**
   * Whether `--flag value` works. A flag whose type has a NoOptDefVal never takes the next word: `--profiling false`
   * sets profiling to true and leaves a positional behind.
   */
  readonly takesNextWord: boolean;
  /**
   * What a second use does: `replace`, the last one wins; `append`, its elements are added; `merge`, its pairs are
   * added and win over earlier pairs of the same key. The first use always takes the place of the default.
   */
  readonly repeats: 'replace' | 'append' | 'merge';
  /** How one value divides into elements: not at all, at every comma, or as a CSV record, where quotes hold commas. */
  readonly elements: 'one' | 'comma' | 'csv';
}

function rules(takesNextWord: boolean, repeats: TypeRules['repeats'], elements: TypeRules['elements']): TypeRules {
  return Object.freeze({ takesNextWord, repeats, elements });
}

const scalar = rules(true, 'replace', 'one');
const standsAlone = rules(false, 'replace', 'one');

/** By type name: of pflag, of the types that Kubernetes adds to it, and of etcd's own. What is not listed is scalar. */
const rulesByType: ReadonlyMap<string, TypeRules> = new Map([
  ['bool', standsAlone],
  ['version', standsAlone],
  ['stringSlice', rules(true, 'append', 'csv')],
  ['stringArray', rules(true, 'append', 'one')],
  ['int32Slice', rules(true, 'append', 'comma')],
  ['namedCertKey', rules(true, 'append', 'one')],
  ['pattern=N,...', rules(true, 'append', 'comma')],
  // klog's own, up to 1.25: every use starts afresh.
  ['moduleSpec', rules(true, 'replace', 'comma')],
  ['stringToString', rules(true, 'merge', 'csv')],
  ['mapStringString', rules(true, 'merge', 'comma')],
  ['mapStringBool', rules(true, 'merge', 'comma')],
  ['colonSeparatedMultimapStringString', rules(true, 'merge', 'comma')],
  ['reserved-memory', rules(true, 'append', 'one')],
  // etcd. Its list types start afresh with every use, all but selectiveStrings.
  ['ignored', standsAlone],
  ['strings', rules(true, 'replace', 'comma')],
  ['uniqueStrings', rules(true, 'replace', 'comma')],
  ['uniqueURLs', rules(true, 'replace', 'comma')],
  ['selectiveStrings', rules(true, 'append', 'comma')],
  ['featureGate', rules(true, 'merge', 'comma')],
]);

/** The rules of a type by its name; a type we have not met is taken for a scalar, as most are. */
export function typeRules(type: string): TypeRules {
  return rulesByType.get(type) ?? scalar;
}

/**
 * The elements of one value given to a flag, as the component splits it; the value itself when the type has no
 * elements, or when it cannot be split because it is malformed (`checkValue` says so).
 */
export function elementsOf(flag: Flag, value: string): readonly string[] {
  // Both have the type mapStringString, but a claim may hold commas and is given one at a time.
  if (flag.name === 'oidc-required-claim') return [value];
  // pflag takes a single pair as it stands, commas and all, and only several as a CSV record.
  if (flag.type === 'stringToString' && value.split('=').length === 2) return [value.replace(/^"+|"+$/g, '')];
  const { elements } = typeRules(flag.type);
  if (elements === 'one') return [value];
  if (elements === 'csv') return csvRecord(value) ?? [value];
  return value === '' ? [] : value.split(',');
}

/**
 * Null when the component would take this value for this flag, as far as the value alone tells; otherwise what it
 * expects instead, in words that complete "expected …". Types of one name may be read differently by `component`. Whether files exist or gates are known is not asked here.
 */
export function checkValue(flag: Flag, value: string, component?: string): string | null {
  return expectedInstead(flag, value, component);
}
