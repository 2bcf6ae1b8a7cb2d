import type { Flag } from '../catalog/flag.js';
import { typeRules } from '../catalog/type-rules.js';

/** A word of a command line with where it stands and how sure we are of it. */
export interface ArgvWord {
  readonly text: string;
  /** The file it stands in, where that is another than the source as a whole (a drop-in, an EnvironmentFile). */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  /** Variables, specifiers or placeholders in it that could not be expanded, as written. */
  readonly unresolved?: readonly string[];
  /** Put together from text that had lost word or line boundaries. */
  readonly reconstructed?: boolean;
  /** The word was cut off: what stands there is not all of it. */
  readonly truncated?: boolean;
}

/** Some thirty times what any component has flags; more is no command line, and would only cost time and memory. */
export const maxArgvWords = 5_000;

/** One use of a flag on a command line. */
export interface RawFlag {
  /** Canonical name: dashes for underscores, the long name of a shorthand. */
  readonly name: string;
  /** The text given; null for a flag without one, which stands for its NoOptDefVal (`true`). */
  readonly value: string | null;
  readonly form: 'equals' | 'next-word' | 'bare';
  /** What the component declares under this name; undefined when it does not know the flag. */
  readonly flag: Flag | undefined;
  /** The word with the name, and the one with the value when that is another. */
  readonly words: readonly ArgvWord[];
}

export type ArgvErrorKind = 'bad-syntax' | 'no-argument' | 'unknown-shorthand' | 'help';

/** What cannot be read at all. Flags that are unknown and values that are not taken are found by `firstRefusal`. */
export interface ArgvError {
  readonly kind: ArgvErrorKind;
  /** In the words of the component: `flag needs an argument: --v`. */
  readonly what: string;
  /** What it is about, as the component writes it: `--v`, `'x' in -vx`, `---v`. */
  readonly name: string;
  readonly word: ArgvWord;
}

export interface ParsedArgv {
  readonly flags: readonly RawFlag[];
  readonly positionals: readonly ArgvWord[];
  readonly errors: readonly ArgvError[];
}

/**
 * How a component reads its command line: pflag (all of Kubernetes), pflag without underscores for dashes (some old
 * minors, see `argvRules`), or the flag package of Go (etcd).
 */
export type FlagSyntax = 'pflag' | 'pflag-literal' | 'go';

/** What is known of the flags of one component in one version. */
export interface FlagLookup {
  get(name: string): Flag | undefined;
  /** All of them, for the shorthands. */
  all?(): readonly Flag[];
}

/** What a flag means without a value, for flags that never take the next word; undefined for all others. */
export function meaningAlone(flag: Flag): string | undefined {
  return flag.noOpt ?? (typeRules(flag.type).takesNextWord ? undefined : 'true');
}

const nothing = { flags: [], positionals: [], errors: [] } as const;

/**
 * Reads the words after the program as the component would: `--name=value` split at the first `=`, `--name value`
 * unless the type stands alone, `--` ends the flags, shorthands, underscores. A flag the catalogue does not know takes
 * the next word only when that word is no flag. Nothing is lost: every word is in a flag, a positional or an error.
 */
export function parseArgv(words: readonly ArgvWord[], lookup: FlagLookup, syntax: FlagSyntax = 'pflag'): ParsedArgv {
  const flags: RawFlag[] = [];
  const positionals: ArgvWord[] = [];
  const errors: ArgvError[] = [];
  let i = 0;
  while (i < words.length) {
    const word = words[i];
    i++;
    if (word === undefined) break;
    if (word.text === '--') {
      positionals.push(...words.slice(i));
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      positionals.push(word);
      // The flag package of Go stops at the first word that is no flag; pflag goes on.
      if (syntax === 'go') {
        positionals.push(...words.slice(i));
        break;
      }
      continue;
    }
    const single = syntax !== 'go' && !word.text.startsWith('--');
    const read = single ? shorthands(word, words[i], lookup) : longFlag(word, words[i], lookup, syntax);
    flags.push(...read.flags);
    errors.push(...read.errors);
    if (read.flags.at(-1)?.form === 'next-word') i++;
  }
  return { flags, positionals, errors };
}

const complaints: Readonly<Record<ArgvErrorKind, string>> = {
  'bad-syntax': 'bad flag syntax',
  'no-argument': 'flag needs an argument',
  'unknown-shorthand': 'unknown shorthand flag',
  help: 'help requested',
};

function argvError(kind: ArgvErrorKind, name: string, word: ArgvWord): ArgvError {
  return { kind, name, what: `${complaints[kind]}: ${name}`, word };
}

type OneWord = Pick<ParsedArgv, 'flags' | 'errors'>;

function longFlag(word: ArgvWord, next: ArgvWord | undefined, lookup: FlagLookup, syntax: FlagSyntax): OneWord {
  const body = word.text.slice(word.text.startsWith('--') ? 2 : 1);
  if (body.startsWith('-') || body.startsWith('=')) {
    return { ...nothing, errors: [argvError('bad-syntax', word.text, word)] };
  }
  const equals = body.indexOf('=');
  const written = equals === -1 ? body : body.slice(0, equals);
  const name = syntax === 'pflag' ? written.replaceAll('_', '-') : written;
  // A catalogue looks names up as newer minors do.
  const flag = syntax === 'pflag-literal' && written.includes('_') ? undefined : lookup.get(name);
  if (equals !== -1) {
    return { ...nothing, flags: [{ name, value: body.slice(equals + 1), form: 'equals', flag, words: [word] }] };
  }
  return withNext({ name, flag }, word, next, `${syntax === 'go' ? '-' : '--'}${written}`);
}

function withNext(
  { name, flag }: { readonly name: string; readonly flag: Flag | undefined },
  word: ArgvWord,
  next: ArgvWord | undefined,
  asked: string,
): OneWord {
  const bare: RawFlag = { name, value: null, form: 'bare', flag, words: [word] };
  if (flag !== undefined && meaningAlone(flag) !== undefined) return { ...nothing, flags: [bare] };
  if (flag === undefined && (next === undefined || next.text.startsWith('-'))) return { ...nothing, flags: [bare] };
  if (next === undefined) {
    return { flags: [bare], errors: [argvError('no-argument', asked, word)] };
  }
  const words = flag === undefined ? [word, { ...next, reconstructed: true }] : [word, next];
  return { ...nothing, flags: [{ name, value: next.text, form: 'next-word', flag, words }] };
}

/** `-v=2`, `-v 2`, `-v2`, and clusters of letters; an unknown letter makes the whole word an error. */
function shorthands(word: ArgvWord, next: ArgvWord | undefined, lookup: FlagLookup): OneWord {
  const flags: RawFlag[] = [];
  let rest = word.text.slice(1);
  while (rest !== '') {
    const letter = rest[0] ?? '';
    // Every component has klog's v, also where the catalogue says nothing of shorthands.
    const flag =
      lookup.all?.().find(({ shorthand }) => shorthand === letter) ?? (letter === 'v' ? lookup.get('v') : undefined);
    const after = rest.slice(1);
    if (flag === undefined) {
      return { flags, errors: [argvError('unknown-shorthand', `'${letter}' in -${rest}`, word)] };
    }
    const one = { name: flag.name, flag, words: [word] };
    if (after.startsWith('=') && after.length > 1) {
      return { flags: [...flags, { ...one, value: after.slice(1), form: 'equals' }], errors: [] };
    }
    if (meaningAlone(flag) !== undefined) {
      flags.push({ ...one, value: null, form: 'bare' });
      rest = after;
    } else if (after !== '') {
      return { flags: [...flags, { ...one, value: after, form: 'equals' }], errors: [] };
    } else {
      const read = withNext({ name: flag.name, flag }, word, next, `'${letter}' in -${rest}`);
      return { flags: [...flags, ...read.flags], errors: read.errors };
    }
  }
  return { flags, errors: [] };
}

/** Writes flags as hardway sets them: `--name=value`, one word per value. The form both flag packages read alike. */
export function argvOf(flags: readonly { readonly name: string; readonly values: readonly string[] }[]): string[] {
  return flags.flatMap(({ name, values }) => values.map((value) => `--${name}=${value}`));
}
