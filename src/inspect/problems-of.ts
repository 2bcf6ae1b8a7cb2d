import type { FlagCatalog } from '../catalog/flag-catalog.js';
import { replacementFor } from '../catalog/replacements.js';
import { checkValue } from '../catalog/type-rules.js';
import { type ArgvWord, meaningAlone, type RawFlag } from '../formats/argv.js';
import { argvRules } from '../formats/argv-verdict.js';
import { nearest } from '../kernel/nearest.js';
import { type Problem, problem, type Where } from '../kernel/problem.js';
import { compareVersions, minorOf } from '../kernel/version.js';
import type { ComponentArgv } from './component-argv.js';
import type { EffectiveArgv } from './effective.js';
import type { StartVerdict } from './start-verdict.js';

/** What the problems of a command line are judged against. */
export interface Judged {
  readonly catalog: FlagCatalog;
  /** The version is what the component has, not a guess. */
  readonly versionKnown: boolean;
  /** The version that the component has as far as anything says it, also one the catalogue does not speak for. */
  readonly version?: string;
  readonly label: string;
  readonly host?: string;
}

/** Suggestions cost time, and after some of them nobody reads on. */
const maxSuggestions = 10;
const maxProblems = 100;

function whereOf(word: ArgvWord | undefined, { label, host }: Judged): Where {
  return {
    file: word?.file ?? label,
    ...(word?.line === undefined ? {} : { line: word.line }),
    ...(word?.column === undefined ? {} : { column: word.column }),
    ...(host === undefined ? {} : { host }),
  };
}

/** What is wrong with one word. */
interface Fact {
  readonly word: ArgvWord | undefined;
  readonly problem: Problem;
}

/** What to say of a flag that newer versions lack; null when the component is old enough to have it still. */
function goneFlag(flag: RawFlag, { catalog, version }: Judged): Pick<Problem, 'what' | 'fix' | 'expected'> | null {
  const gone = replacementFor(catalog.component, flag.name);
  if (gone === undefined) return { what: `${catalog.component} ${catalog.minor} has no flag --${flag.name}` };
  if (version !== undefined && compareVersions(minorOf(version), gone.since) < 0) return null;
  return {
    what: `${catalog.component} has no flag --${flag.name} since ${gone.since}`,
    ...(gone.replacedBy === undefined ? {} : { expected: `--${gone.replacedBy}` }),
    fix: gone.note,
  };
}

function unknownFlags(raw: readonly RawFlag[], judged: Judged): Fact[] {
  const unknown = new Map(raw.filter(({ flag }) => flag === undefined).map((flag) => [flag.name, flag]));
  return [...unknown.values()].flatMap((flag, i) => {
    const gone = goneFlag(flag, judged);
    if (gone === null) return [];
    const suggest = gone.fix === undefined && i < maxSuggestions;
    const similar = suggest ? nearest(flag.name, judged.catalog.names()) : undefined;
    const otherwise = judged.versionKnown
      ? 'remove the flag; the component does not start with it'
      : judged.version === undefined
        ? 'say which version it is with --kubernetes-version'
        : undefined;
    const fix = gone.fix ?? otherwise;
    const [word] = flag.words;
    const told = problem('input-unknown-flag', {
      severity: judged.versionKnown ? 'error' : 'warning',
      where: whereOf(word, judged),
      ...(similar === undefined ? {} : { expected: `--${similar}, perhaps` }),
      ...gone,
      ...(fix === undefined ? {} : { fix }),
    });
    return [{ word, problem: told }];
  });
}

function certainly(flag: RawFlag): boolean {
  return !flag.words.some((word) => (word.unresolved ?? []).length > 0 || word.truncated === true);
}

/** What a flag expects in place of the value it has; null when it takes it. */
function expectedBy({ flag, value }: RawFlag, catalog: FlagCatalog): string | null {
  if (flag === undefined) return null;
  const given = value ?? meaningAlone(flag) ?? '';
  if (value === null && meaningAlone(flag) === undefined) return null;
  const noAddress = flag.type === 'ip' && given === '' && !argvRules(catalog.component, catalog.minor).emptyAddress;
  return noAddress
    ? 'an address; only from 1.34 on an empty one leaves the default'
    : checkValue(flag, given, catalog.component);
}

function badValues(raw: readonly RawFlag[], judged: Judged): Fact[] {
  return raw.filter(certainly).flatMap((flag) => {
    const expected = expectedBy(flag, judged.catalog);
    if (expected === null) return [];
    const what = `--${flag.name} does not take this value`;
    const [word] = flag.words;
    return [{ word, problem: problem('input-invalid-flag', { where: whereOf(word, judged), what, expected }) }];
  });
}

/** A flag without its value takes the flag behind it for one, which then has no effect of its own. */
function swallowed(raw: readonly RawFlag[], judged: Judged): Fact[] {
  return raw.filter(certainly).flatMap(({ name, value, form, words }) => {
    const taken =
      form === 'next-word' ? /^--?([A-Za-z][\w-]*)/.exec(value ?? '')?.[1]?.replaceAll('_', '-') : undefined;
    if (taken === undefined || judged.catalog.get(taken) === undefined) return [];
    const told = problem('input-invalid-flag', {
      severity: 'warning',
      where: whereOf(words[0], judged),
      what: `--${name} has the next word as its value, so --${taken} is not set`,
      fix: `write --${name}= with its value, or remove it`,
    });
    return [{ word: undefined, problem: told }];
  });
}

/**
 * Whether a component may refuse a command line: a cheap look that finds all that `firstRefusal` finds, and more. Some
 * minors of kube-apiserver take underscores in a name as they are.
 */
export function mayBeRefused({ raw, errors, positionals }: EffectiveArgv, catalog: FlagCatalog): boolean {
  if (errors.length > 0 || positionals.length > 0) return true;
  return raw.some(
    (flag) =>
      flag.flag === undefined || flag.words[0]?.text.includes('_') === true || expectedBy(flag, catalog) !== null,
  );
}

function deprecated(raw: readonly RawFlag[], judged: Judged): Problem[] {
  const used = new Map(raw.filter(({ flag }) => flag?.deprecated !== undefined).map((flag) => [flag.name, flag]));
  return [...used.values()].map(({ name, flag, words }) =>
    problem('input-deprecated-flag', {
      severity: 'warning',
      where: whereOf(words[0], judged),
      what: `--${name} is deprecated: ${flag?.deprecated ?? ''}`,
    }),
  );
}

function unresolved(effective: EffectiveArgv, judged: Judged): Problem[] {
  const inValues = effective.raw.flatMap(({ name, words }) => {
    const references = [...new Set(words.flatMap((word) => word.unresolved ?? []))];
    if (references.length === 0) return [];
    const what = `the value of --${name} is not known: the source does not say what ${references.join(' and ')} stands for`;
    return [problem('input-unresolved', { severity: 'warning', where: whereOf(words[0], judged), what })];
  });
  const open = effective.openWords.map((word) =>
    problem('input-unresolved', {
      severity: 'warning',
      where: whereOf(word, judged),
      what: `${word.text} may stand for any flags; the source does not say which`,
      fix: 'inspect the host or the running process',
    }),
  );
  return [...inValues, ...open];
}

function positionals(argv: ComponentArgv, words: readonly ArgvWord[], judged: Judged): Fact[] {
  const ignored = argvRules(argv.component, judged.catalog.minor).positionals === 'ignored';
  const always = argv.component === 'etcd' || (judged.versionKnown && !ignored);
  return words.map((word) => {
    const told = problem('input-positional', {
      severity: judged.versionKnown && !ignored ? 'error' : 'warning',
      where: whereOf(word, judged),
      what: `the word ${word.text.slice(0, 80)} is neither a flag nor the value of one`,
      expected: always ? 'flags only' : 'flags only; from 1.19 the component does not start with it',
    });
    return { word, problem: told };
  });
}

/** What a component prints first takes the place of what we say of the same word, and keeps its advice. */
function withVerdict(facts: readonly Fact[], verdict: StartVerdict | null, judged: Judged): readonly Problem[] {
  if (verdict === null) return facts.map((fact) => fact.problem);
  const { word, what, versionKnown } = verdict;
  const same = facts.find((fact) => fact.word === word)?.problem;
  const gone = /since [\d.]+$/.exec(same?.what ?? '')?.[0];
  const told = problem('input-refused', {
    severity: versionKnown ? 'error' : 'warning',
    where: whereOf(word, judged),
    what: gone === undefined ? what : `${what} (gone ${gone})`,
    ...(same?.expected === undefined ? {} : { expected: same.expected }),
    ...(same?.fix === undefined ? {} : { fix: same.fix }),
  });
  return [told, ...facts.filter((fact) => fact.problem !== same).map((fact) => fact.problem)];
}

/**
 * Everything that is wrong with a command line, the first hundred of it: what the component itself would say of it, and
 * then each word that it would stumble over later.
 */
export function problemsOf(
  argv: ComponentArgv,
  effective: EffectiveArgv,
  judged: Judged,
  verdict: StartVerdict | null = null,
): readonly Problem[] {
  const facts = [
    ...effective.errors.map(({ what, word }) => {
      return { word, problem: problem('input-invalid-flag', { where: whereOf(word, judged), what }) };
    }),
    ...unknownFlags(
      effective.raw.filter(({ name }) => argv.ownFlags?.includes(name) !== true),
      judged,
    ),
    ...swallowed(effective.raw, judged),
    ...badValues(effective.raw, judged),
    ...positionals(argv, effective.positionals, judged),
  ];
  const all = [
    ...argv.problems,
    ...withVerdict(facts, verdict, judged),
    ...unresolved(effective, judged),
    ...deprecated(effective.raw, judged),
  ];
  if (all.length <= maxProblems) return all;
  const more = problem('input-truncated', {
    severity: 'warning',
    where: whereOf(undefined, judged),
    what: `there are ${all.length - maxProblems} more problems`,
  });
  return [...all.slice(0, maxProblems), more];
}
