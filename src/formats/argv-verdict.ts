import type { Flag } from '../catalog/flag.js';
import { checkValue } from '../catalog/type-rules.js';
import { type ArgvErrorKind, type ArgvWord, type FlagSyntax, meaningAlone, type ParsedArgv } from './argv.js';

/** Why a component would not start with a command line: the first thing it stumbles over. */
export interface ArgvRefusal {
  readonly kind: ArgvErrorKind | 'unknown-flag' | 'invalid-value' | 'positional';
  /** What it is about, as the component writes it: the name of a flag, `--v`, `'x' in -vx`; the text of a positional. */
  readonly name: string;
  readonly word: ArgvWord;
}

/** How one component of one minor reads its command line, as far as minors differ. */
export interface ArgvRules {
  readonly syntax: FlagSyntax;
  /**
   * Words that are neither flags nor values: ignored up to 1.18, a refusal to start from 1.19 on, all but empty ones
   * (kubernetes issue 91349). etcd always refuses them.
   */
  readonly positionals: 'ignored' | 'refused';
  /** `--bind-address=` leaves the default since pflag 1.0.6 (Kubernetes 1.34); before, it was no address. */
  readonly emptyAddress: boolean;
}

/**
 * The rules of a component in a minor (`1.18`). kube-apiserver took underscores in names for dashes up to 1.12, took them
 * literally from 1.13 to 1.20 (its main no longer set the function that replaces them), and replaces them since 1.21.
 */
export function argvRules(component: string, minor: string): ArgvRules {
  if (component === 'etcd') return { syntax: 'go', positionals: 'refused', emptyAddress: false };
  const number = Number(minor.split('.')[1] ?? '99');
  const literal = component === 'kube-apiserver' && number >= 13 && number <= 20;
  return {
    syntax: literal ? 'pflag-literal' : 'pflag',
    positionals: number <= 18 ? 'ignored' : 'refused',
    emptyAddress: number >= 34,
  };
}

// What these take is looked at only when all flags are read.
const judgedLater: ReadonlySet<string> = new Set(['colonSeparatedMultimapStringString']);

function takes(flag: Flag, value: string, rules: ArgvRules): boolean {
  if (flag.type === 'ip' && value === '') return rules.emptyAddress;
  return judgedLater.has(flag.type) || checkValue(flag, value) === null;
}

/** The name of a flag before underscores became dashes. */
function writtenName({ text }: ArgvWord): string {
  return text.replace(/^--?/, '').replace(/=.*$/s, '');
}

/**
 * What the component itself would say of a command line that `parseArgv` read: both flag packages give up at the first
 * word they do not understand, while a reader wants all of them. Null when it would take every flag and every word.
 */
export function firstRefusal(words: readonly ArgvWord[], parsed: ParsedArgv, rules: ArgvRules): ArgvRefusal | null {
  const place = new Map(words.map((word, index) => [word, index]));
  const at = (word: ArgvWord | undefined): number => (word === undefined ? -1 : (place.get(word) ?? -1));
  const found: { readonly index: number; readonly refusal: ArgvRefusal }[] = [];
  for (const { name, flag, value, words: own } of parsed.flags) {
    const [word] = own;
    if (word === undefined) continue;
    if (flag === undefined) {
      // The flag package of Go knows these two by itself: it prints the flags and gives up.
      const help = rules.syntax === 'go' && (name === 'help' || name === 'h');
      found.push({
        index: at(word),
        refusal: { kind: help ? 'help' : 'unknown-flag', name: help ? '' : writtenName(word), word },
      });
    } else if (
      (value !== null || meaningAlone(flag) !== undefined) &&
      !takes(flag, value ?? meaningAlone(flag) ?? '', rules)
    ) {
      found.push({ index: at(word), refusal: { kind: 'invalid-value', name, word } });
    }
  }
  for (const { kind, name, word } of parsed.errors) found.push({ index: at(word), refusal: { kind, name, word } });
  const first = found.reduce((best, one) => (best !== undefined && best.index <= one.index ? best : one), found[0]);
  if (first !== undefined) return first.refusal;
  const stray =
    rules.positionals === 'ignored'
      ? undefined
      : parsed.positionals.find(({ text }) => rules.syntax === 'go' || text !== '');
  return stray === undefined ? null : { kind: 'positional', name: stray.text, word: stray };
}
