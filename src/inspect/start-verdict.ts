import { knownMinors } from '../catalog/sources.js';
import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { type ArgvWord, parseArgv, type ParsedArgv } from '../formats/argv.js';
import { type ArgvRefusal, argvRules, firstRefusal } from '../formats/argv-verdict.js';
import { refusalWords } from '../formats/refusal-words.js';
import type { ComponentArgv } from './component-argv.js';
import type { CatalogLoader, ChosenCatalog } from './version.js';

/** That a component does not start with a command line. */
export interface StartVerdict {
  /** The word that it stumbles over. */
  readonly word: ArgvWord;
  /** `kube-apiserver 1.34.4 does not start with these flags: unknown flag: --x` */
  readonly what: string;
  /** False where the version only follows from the flags. */
  readonly versionKnown: boolean;
}

/** What shows a process that runs: its component took these words, whatever we think of them. */
const runningKinds: ReadonlySet<string> = new Set(['proc', 'ps', 'running-line', 'log', 'flagz']);

/** `systemctl show` joins words with blanks, so what is refused may be half of a value. */
const blankJoined: ReadonlySet<string> = new Set(['systemctl-show']);

function isCommandLine({ truncated, origin, printed, source }: ComponentArgv): boolean {
  if (truncated || origin !== undefined || printed !== undefined) return false;
  return !runningKinds.has(source.kind) && !blankJoined.has(source.kind);
}

function isCertain(word: ArgvWord): boolean {
  return (word.unresolved ?? []).length === 0 && word.truncated !== true && word.reconstructed !== true;
}

/** Whether the component comes to this refusal: positionals are looked at last, and whatever is not known may be first. */
function isReached(words: readonly ArgvWord[], parsed: ParsedArgv, { kind, word }: ArgvRefusal): boolean {
  if (kind === 'positional' || kind === 'no-argument') return words.every(isCertain);
  const value = parsed.flags.find((flag) => flag.words[0] === word && flag.flag !== undefined)?.words[1];
  return [...words.slice(0, words.indexOf(word) + 1), ...(value === undefined ? [] : [value])].every(isCertain);
}

type Says = { readonly says: string; readonly word: ArgvWord } | null;

function saysOf(argv: ComponentArgv, catalog: FlagCatalog): Says | undefined {
  const rules = argvRules(argv.component, catalog.minor);
  const parsed = parseArgv(argv.words, catalog, rules.syntax);
  const refusal = firstRefusal(argv.words, parsed, rules);
  if (refusal === null) return null;
  if (!isReached(argv.words, parsed, refusal)) return undefined;
  return { says: refusalWords(refusal, parsed, catalog, argv.component), word: refusal.word };
}

/** `1.19 to 1.21`; of minors that are neighbours in the catalogue. */
function rangeOf(minors: readonly string[]): string {
  const [first = ''] = minors;
  const last = minors.at(-1) ?? '';
  return first === last ? first : `${first} to ${last}`;
}

interface Group {
  readonly minors: string[];
  readonly answer: Says;
}

/** Neighbouring minors that say the same, from old to new; null when one of them cannot be told. */
function grouped(minors: readonly string[], answers: readonly (Says | undefined)[]): readonly Group[] | null {
  const groups: Group[] = [];
  for (const [i, minor] of minors.entries()) {
    const answer = answers[i];
    if (answer === undefined) return null;
    const last = groups.at(-1);
    if (last !== undefined && last.answer?.says === answer?.says) last.minors.push(minor);
    else groups.push({ minors: [minor], answer });
  }
  return groups;
}

/** Every possible minor is asked about every word; what has more of them is no command line that somebody wrote. */
const maxWords = 1_000;

/** The minors that it can be, where no version is told: those that fit the flags, or all when no flag tells. */
function possibleMinors({ component, words }: ComponentArgv, { versions, lacking }: ChosenCatalog): readonly string[] {
  if (lacking.length > 0 || words.length > maxWords) return [];
  const all = knownMinors(component);
  if (versions === undefined) return all;
  return all.slice(all.indexOf(versions.from), all.indexOf(versions.to) + 1);
}

async function ofMinors(
  argv: ComponentArgv,
  minors: readonly string[],
  catalogs: CatalogLoader,
): Promise<StartVerdict | null> {
  const loaded = await Promise.all(minors.map((minor) => catalogs(argv.component, minor)));
  const groups = grouped(
    minors,
    loaded.map((catalog) => (catalog === null ? undefined : saysOf(argv, catalog))),
  );
  const refusing = groups?.findLast(({ answer }) => answer !== null);
  if (groups === null || refusing?.answer == null) return null;
  const { says, word } = refusing.answer;
  const others = groups
    .filter((group) => group !== refusing)
    .map(({ minors: own, answer }) => {
      const s = own.length === 1 ? 's' : '';
      return `${rangeOf(own)} ${answer === null ? `take${s} them` : `say${s}: ${answer.says}`}`;
    });
  const besides = others.length === 0 ? '' : ` (${others.join('; ')})`;
  const one = refusing.minors.length === 1;
  const what = `${argv.component} ${rangeOf(refusing.minors)} ${one ? 'does' : 'do'} not start with these flags: ${says}${besides}`;
  return { word, what, versionKnown: false };
}

/**
 * What the component itself says of a command line that it refuses: it prints the first thing it stumbles over and ends.
 * Null when it starts as far as its flags go, and when it cannot be known: flags are missing, something before the
 * refusal is undetermined or was put together by us, the process runs, or no version fits. Without a version every
 * minor that is possible is asked, and those that answer otherwise are named.
 */
export async function startVerdict(
  argv: ComponentArgv,
  chosen: ChosenCatalog,
  catalogs: CatalogLoader,
): Promise<StartVerdict | null> {
  if (!isCommandLine(argv)) return null;
  if (chosen.version === undefined) return ofMinors(argv, possibleMinors(argv, chosen), catalogs);
  const answer = chosen.exact ? saysOf(argv, chosen.catalog) : null;
  if (answer === null || answer === undefined) return null;
  const what = `${argv.component} ${chosen.version} does not start with these flags: ${answer.says}`;
  return { word: answer.word, what, versionKnown: true };
}
