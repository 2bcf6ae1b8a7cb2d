import { writtenDefault } from '../kernel/printed-default.js';
import type { Flag } from './flag.js';
import { checkValue, typeRules } from './type-rules.js';

/** How a flag is written, for people. */
export interface TypeWords {
  /** `--audit-log-maxage=N` */
  readonly form: string;
  /** What the value is, what a second use does, what an empty value means. */
  readonly sentences: readonly string[];
}

const wholeNumber = ['N', 'A whole number.'] as const;
const number = ['NUMBER', 'A number.'] as const;
const text = ['TEXT', 'Text.'] as const;
const pairs = ['KEY=VALUE,…', 'Pairs of key and value, separated by commas.'] as const;
const gates = ['NAME=true,…', 'Pairs of a name and true or false, separated by commas.'] as const;
const list = ['A,B,…', 'A list, its elements separated by commas.'] as const;

/** By type: what stands for the value, and what it is. A type that is not listed is text. */
const kinds: ReadonlyMap<string, readonly [string, string]> = new Map<string, readonly [string, string]>([
  ['bool', ['true|false', 'True or false; 1, t, 0, f and the like mean the same.']],
  ['int', wholeNumber],
  ['int32', wholeNumber],
  ['int64', wholeNumber],
  ['uint', ['N', 'A whole number from 0 on.']],
  ['uint32', ['N', 'A whole number from 0 on.']],
  ['uint64', ['N', 'A whole number from 0 on.']],
  ['Level', ['N', 'A whole number from 0 on.']],
  ['float32', number],
  ['float64', number],
  ['duration', ['DURATION', 'A duration with units, such as 30s, 5m or 1h30m.']],
  ['ip', ['ADDRESS', 'An IPv4 or IPv6 address.']],
  ['ipport', ['ADDRESS:PORT', 'An address with a port, IPv6 in brackets.']],
  ['portRange', ['FROM-TO', 'A range of ports, such as 30000-32767.']],
  ['quantity', ['QUANTITY', 'A quantity, such as 512Ki or 64M.']],
  ['stringSlice', ['A,B,…', 'A list, its elements separated by commas; double quotes hold an element with a comma.']],
  ['stringArray', ['TEXT', 'One value for each use of the flag; commas belong to the value.']],
  ['int32Slice', ['N,N,…', 'A list of whole numbers, separated by commas.']],
  ['stringToString', pairs],
  ['mapStringString', pairs],
  ['mapStringBool', gates],
  ['featureGate', gates],
  ['colonSeparatedMultimapStringString', gates],
  ['namedCertKey', ['CERT,KEY[:NAMES]', 'A certificate file and a key file, then the names they are for, if wanted.']],
  ['pattern=N,...', ['PATTERN=N,…', 'Pairs of a file pattern and a level, separated by commas.']],
  ['strings', list],
  ['uniqueStrings', list],
  ['selectiveStrings', list],
  ['uniqueURLs', ['URL,URL,…', 'URLs with scheme, host and port, separated by commas.']],
  ['version', ['true|raw', 'Prints and ends; raw prints more.']],
  ['ignored', ['…', 'Anything: the value is not looked at.']],
]);

// Both are of a type that is a gate elsewhere.
const headers: readonly [string, string] = ['NAME:VALUE,…', 'HTTP headers as name:value, separated by commas.'];

function kindOf(flag: Flag): readonly [string, string] {
  if (flag.name === 'manifest-url-header') return headers;
  if (flag.name === 'runtime-config')
    return ['API=true,…', 'Pairs of an API and true or false; an API alone means true.'];
  return kinds.get(flag.type) ?? text;
}

function repetition({ type }: Flag): string {
  const { repeats, elements } = typeRules(type);
  if (repeats === 'replace') return 'Given again, the last one counts.';
  if (repeats === 'merge') {
    return 'Given again, its pairs are added, and the later of two with the same key wins; the first use replaces the default.';
  }
  return elements === 'one'
    ? 'Repeatable; the first use replaces the default.'
    : 'Given again, its elements are added; the first use replaces the default.';
}

function emptiness(flag: Flag): string {
  if (checkValue(flag, '') !== null) return 'An empty value is refused.';
  const { elements, repeats } = typeRules(flag.type);
  if (elements !== 'one') return 'An empty value is an empty list.';
  if (repeats === 'append') return 'An empty value counts as a value.';
  return writtenDefault(flag.default) === ''
    ? 'An empty value is the same as none.'
    : 'An empty value replaces the default by nothing.';
}

/** How to write a flag, in plain words. What repeats, and what nothing means, follows from the rules of its type. */
export function typeInWords(flag: Flag): TypeWords {
  const [placeholder, what] = kindOf(flag);
  const alone = typeRules(flag.type).takesNextWord
    ? []
    : [`--${flag.name} alone means ${flag.noOpt ?? 'true'}: a word after a blank is not its value.`];
  const choices = flag.choices === undefined ? [] : [`One of ${flag.choices.join(', ')}.`];
  return {
    form: `--${flag.name}=${placeholder}`,
    sentences: [what, ...choices, ...alone, repetition(flag), emptiness(flag)],
  };
}
