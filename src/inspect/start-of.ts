import type { ArgvWord } from '../formats/argv.js';
import { commandsOf } from '../formats/shell-script.js';
import { starterWords } from '../formats/starter-words.js';
import { type StarterRules, starters } from '../formats/starters.js';
import type { KnownComponent } from '../kernel/component.js';
import { basename, type EnvironmentValue, programOf } from './component-argv.js';
import { containerCommand } from './container-run.js';
import { versionOfImage, versionOfPath } from './version-text.js';

/** What a command line starts. */
export interface Start {
  readonly component: KnownComponent;
  /** The words after the program. */
  readonly words: readonly ArgvWord[];
  /** The programs in front of it, the first one first: `sudo`, `docker`, `sh`; none when it is started directly. */
  readonly via: readonly string[];
  /** Variables that those programs set for it. */
  readonly environment: readonly EnvironmentValue[];
  /** Told by the image or the path of the program. */
  readonly version?: string;
  readonly versionFrom?: 'image' | 'path';
}

export interface StartOptions {
  /** The words come from a listing: what stands after `sh -c` is the script, however many words it has become. */
  readonly listed?: boolean;
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'ash', 'ksh', 'zsh', 'su', 'runuser']);
// Nobody wraps more often; text made to be slow ends here.
const deepest = 8;

function environmentOf(assignments: readonly ArgvWord[]): readonly EnvironmentValue[] {
  return assignments.flatMap(({ text, line, file, unresolved }) => {
    const equals = text.indexOf('=');
    if (equals < 1) return [];
    const known = (unresolved ?? []).length === 0;
    const place = { ...(line === undefined ? {} : { line }), ...(file === undefined ? {} : { file }) };
    return [{ name: text.slice(0, equals), value: known ? text.slice(equals + 1) : null, ...place }];
  });
}

/** What comes after the words of a starter, and the assignments among them. */
function behind(
  words: readonly ArgvWord[],
  rules: StarterRules,
): { rest: readonly ArgvWord[]; set: readonly ArgvWord[] } {
  const { options, assignments, next } = starterWords(words, 1, rules);
  const valuesOf = (names: readonly string[] = []): readonly ArgvWord[] =>
    options.flatMap(({ name, value, index }) => {
      const word = words[index];
      return word === undefined || !names.includes(name) ? [] : [{ ...word, text: value }];
    });
  const program = valuesOf(rules.programIn).at(-1);
  const rest = words.slice(next);
  return {
    rest: program === undefined ? rest : [program, ...rest],
    set: [...valuesOf(rules.setsVariable), ...assignments.flatMap((i) => words[i] ?? [])],
  };
}

/** The script that a shell is given with `-c`, or `su` with `--command`; null when it has none. */
function scriptOf(words: readonly ArgvWord[], listed: boolean): { script: ArgvWord; rest: readonly string[] } | null {
  const flag = words.findIndex(({ text }, i) => i > 0 && /^(?:-[a-z]*c$|--(?:session-)?command(?:=|$))/.test(text));
  const attached = /^--[a-z-]+=/.exec(words[flag]?.text ?? '')?.[0] ?? '';
  const at = attached === '' ? flag + 1 : flag;
  const word = flag === -1 ? undefined : words[at];
  if (word === undefined) return null;
  const script = { ...word, text: word.text.slice(attached.length) };
  const rest = words.slice(at + 1).map(({ text }) => text);
  if (!listed) return { script, rest: rest.slice(1) };
  return { script: { ...script, text: [script.text, ...rest].join(' ') }, rest: [] };
}

function inScript(words: readonly ArgvWord[], options: StartOptions, depth: number): Start | null {
  const given = scriptOf(words, options.listed === true);
  if (given === null) return null;
  const { script } = given;
  const place = {
    ...(script.file === undefined ? {} : { file: script.file }),
    ...(script.line === undefined ? {} : { line: script.line }),
    ...(script.column === undefined ? {} : { column: script.column }),
  };
  for (const command of commandsOf(script.text, { positional: given.rest })) {
    // A value that only the shell knows is open; where it stands within the script says little.
    const inside = command.words.map(({ text, unresolved = [] }) => ({ ...place, text, unresolved }));
    const start = find(inside, options, depth + 1);
    if (start !== null) return { ...start, environment: [...placed(command.environment, place), ...start.environment] };
  }
  return null;
}

function placed(
  values: readonly EnvironmentValue[],
  { file, line }: Pick<ArgvWord, 'file' | 'line'>,
): readonly EnvironmentValue[] {
  const place = { ...(line === undefined ? {} : { line }), ...(file === undefined ? {} : { file }) };
  return values.map(({ name, value }) => ({ name, value, ...place }));
}

function inContainer(words: readonly ArgvWord[], options: StartOptions, depth: number): Start | null {
  const run = containerCommand(words);
  const image = run === null ? undefined : words[run.image];
  if (run === null || image === undefined) return null;
  const rest = words.slice(run.first);
  const entrypoint = run.entrypoint === undefined ? [] : [{ ...image, text: run.entrypoint }];
  const name = basename(image.text.replace(/@.*$/, '').replace(/:[^/]*$/, '')).replace(/-(?:amd64|arm64)$/, '');
  const start =
    find([...entrypoint, ...rest], options, depth + 1) ??
    (entrypoint.length === 0 ? find([{ ...image, text: name }, ...rest], options, depth + 1) : null);
  if (start === null) return null;
  const version = versionOfImage(start.component, image.text);
  const environment = environmentOf(run.environment.map((text) => ({ ...image, text })));
  return {
    ...start,
    environment: [...environment, ...start.environment],
    ...(version === undefined ? {} : { version, versionFrom: 'image' }),
  };
}

function find(words: readonly ArgvWord[], options: StartOptions, depth: number): Start | null {
  const [first] = words;
  if (first === undefined || depth > deepest) return null;
  const direct = programOf(words);
  if (direct !== null) {
    const { component } = direct;
    const version = versionOfPath(component, first.text);
    const told = version === undefined ? {} : { version, versionFrom: 'path' as const };
    return { component, words: words.slice(direct.skip), via: [], environment: [], ...told };
  }
  const name = basename(first.text);
  if (name === 'busybox') return find(words.slice(1), options, depth + 1);
  const rules = Object.hasOwn(starters, name) ? starters[name] : undefined;
  let start = shells.has(name) ? inScript(words, options, depth) : null;
  start ??= inContainer(words, options, depth);
  if (start === null && rules !== undefined) {
    const { rest, set } = behind(words, rules);
    const inner = find(rest, options, depth + 1);
    if (inner !== null) start = { ...inner, environment: [...environmentOf(set), ...inner.environment] };
  }
  return start === null ? null : { ...start, via: [name, ...start.via] };
}

/**
 * The component that a command line starts: itself, inside `sh -c`, in a container, or behind programs that only start
 * others, whose own words are not the component's. Null when it starts none of them.
 */
export function startOf(words: readonly ArgvWord[], options: StartOptions = {}): Start | null {
  return find(words, options, 0);
}
