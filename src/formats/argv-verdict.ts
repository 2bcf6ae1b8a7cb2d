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

/** How a component treats words that are neither flags nor values of flags. */
export type PositionalRule = 'ignored' | 'refused';

/**
 * kube-apiserver and its siblings ignore such words up to 1.18 and refuse to start from 1.19 on, all but empty ones
 * (kubernetes issue 91349); etcd always refuses.
 */
export function positionalRule(component: string, minor: string): PositionalRule {
  const [, number = '99'] = minor.split('.');
  return component !== 'etcd' && Number(number) <= 18 ? 'ignored' : 'refused';
}

// What these take is looked at only when all flags are read.
const judgedLater: ReadonlySet<string> = new Set(['colonSeparatedMultimapStringString']);

function takes(flag: Flag, value: string): boolean {
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
export function firstRefusal(
  words: readonly ArgvWord[],
  parsed: ParsedArgv,
  options: { readonly syntax: FlagSyntax; readonly positionals: PositionalRule },
): ArgvRefusal | null {
  const place = new Map(words.map((word, index) => [word, index]));
  const at = (word: ArgvWord | undefined): number => (word === undefined ? -1 : (place.get(word) ?? -1));
  const found: { readonly index: number; readonly refusal: ArgvRefusal }[] = [];
  for (const { name, flag, value, words: own } of parsed.flags) {
    const [word] = own;
    if (word === undefined) continue;
    if (flag === undefined) {
      // The flag package of Go knows these two by itself: it prints the flags and gives up.
      const help = options.syntax === 'go' && (name === 'help' || name === 'h');
      found.push({
        index: at(word),
        refusal: { kind: help ? 'help' : 'unknown-flag', name: help ? '' : writtenName(word), word },
      });
    } else if (
      (value !== null || meaningAlone(flag) !== undefined) &&
      !takes(flag, value ?? meaningAlone(flag) ?? '')
    ) {
      found.push({ index: at(word), refusal: { kind: 'invalid-value', name, word } });
    }
  }
  for (const { kind, name, word } of parsed.errors) found.push({ index: at(word), refusal: { kind, name, word } });
  const first = found.reduce((best, one) => (best !== undefined && best.index <= one.index ? best : one), found[0]);
  if (first !== undefined) return first.refusal;
  const stray =
    options.positionals === 'ignored'
      ? undefined
      : parsed.positionals.find(({ text }) => options.syntax === 'go' || text !== '');
  return stray === undefined ? null : { kind: 'positional', name: stray.text, word: stray };
}
