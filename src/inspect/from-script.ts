import type { ArgvWord } from '../formats/argv.js';
import { isShell } from '../formats/shell-nested.js';
import { commandsOf, readShellScript, type ShellScript } from '../formats/shell-script.js';
import { type Problem, problem } from '../kernel/problem.js';
import { basename, type ComponentArgv, type EnvironmentValue, type ReadingContext } from './component-argv.js';
import type { SourceKind } from './effective-flag.js';
import { type Start, startOf } from './start-of.js';
import type { EnvironmentFiles } from './unit-environment.js';

/** What is known of a script besides its text. */
export interface ScriptReadingOptions {
  readonly kind: SourceKind;
  /** The script itself, where that is another file than the source as a whole. */
  readonly file?: string;
  readonly positional?: readonly string[];
  readonly variables?: readonly EnvironmentValue[];
  /** The files that it reads in with `.` or `source`. */
  readonly sourced?: EnvironmentFiles;
}

export interface ScriptReading {
  readonly found: readonly ComponentArgv[];
  readonly problems: readonly Problem[];
}

interface Called {
  readonly path: string;
  readonly args: readonly string[];
}

/** The scripts that a command line may call: by their own path, by way of a shell, or in what `sh -c` is to run. */
export function calledScripts(words: readonly ArgvWord[]): readonly Called[] {
  const texts = words.map(({ text }) => text);
  if (!isShell(texts[0] ?? '')) return byPath(texts);
  const at = texts.findIndex((text, i) => i > 0 && !text.startsWith('-'));
  if (!texts.slice(1, at === -1 ? texts.length : at).some((text) => /^-[a-z]*c$/.test(text)))
    return at === -1 ? [] : byPath(texts.slice(at));
  return commandsOf(texts[at] ?? '').flatMap((command) => {
    const inside = command.words.map(({ text }) => text);
    const shell = isShell(inside[0] ?? '') ? 1 : 0;
    return byPath(inside.slice(shell));
  });
}

function byPath([path, ...args]: readonly string[]): readonly Called[] {
  return path?.startsWith('/') === true ? [{ path, args }] : [];
}

/** The files that a script names to be read in, as far as they are named by a whole path. */
export function sourcedFiles(script: string): readonly string[] {
  return [...script.matchAll(/(?:^|[;&|"']\s*|\s)(?:\.|source)[ \t]+["']?(\/[\w./@-]{1,300})/gm)].map(
    ([, path = '']) => path,
  );
}

/** What `sh -c` is to run, when it reads in files whose variables it needs; null for any other command line. */
export function sourcingScript(words: readonly ArgvWord[]): string | null {
  if (!isShell(words[0]?.text ?? '')) return null;
  const at = words.findIndex(({ text }, i) => i > 0 && /^-[a-z]*c$/.test(text));
  const script = at === -1 ? undefined : words[at + 1]?.text;
  return script !== undefined && sourcedFiles(script).length > 0 ? script : null;
}

function wordsIn(words: readonly ArgvWord[], file: string | undefined): readonly ArgvWord[] {
  return file === undefined ? words : words.map((word) => ({ ...word, file: word.file ?? file }));
}

interface Found {
  readonly start: Start;
  readonly line: number;
  readonly environment: readonly EnvironmentValue[];
  readonly conditional: boolean;
}

/** One start of each component: the last that always happens, or else the one with the most words. */
function chosen(all: readonly Found[]): readonly Found[] {
  const byComponent = new Map<string, Found>();
  for (const found of all) {
    const { component, words } = found.start;
    const other = byComponent.get(component);
    const worse =
      other !== undefined &&
      (found.conditional === other.conditional ? words.length < other.start.words.length : found.conditional);
    if (!worse) byComponent.set(component, found);
  }
  return [...byComponent.values()];
}

/** Every component that the commands of a script start, the best start of each. */
export function componentsOfScript(
  script: Pick<ShellScript, 'commands'>,
  context: ReadingContext,
  { kind, file }: Pick<ScriptReadingOptions, 'kind' | 'file'>,
): readonly ComponentArgv[] {
  const all = script.commands.flatMap(({ words, environment, line, conditional }): Found[] => {
    const start = startOf(wordsIn(words, file));
    return start === null ? [] : [{ start, line, conditional, environment }];
  });
  return chosen(all).map(({ start, environment }) => {
    const { component, words, version, versionFrom } = start;
    return {
      component,
      source: { kind, ...(context.path === undefined ? {} : { path: context.path }) },
      words,
      environment: [
        ...environment.map((one) => ({ ...one, ...(file === undefined ? {} : { file: one.file ?? file }) })),
        ...start.environment,
      ],
      ...(version === undefined ? {} : { version }),
      ...(versionFrom === undefined ? {} : { versionFrom }),
      truncated: false,
      problems: [],
    };
  });
}

/** Reads a script as a shell would, and the components that it starts. A script that starts none says so. */
export function readScriptCommands(
  text: string,
  context: ReadingContext,
  options: ScriptReadingOptions,
): ScriptReading {
  const known = (options.variables ?? []).flatMap(({ name, value }) => (value === null ? [] : [[name, value]]));
  const script = readShellScript(text, {
    variables: Object.fromEntries(known) as Record<string, string>,
    ...(options.positional === undefined ? {} : { positional: options.positional }),
    sourced: (path) => options.sourced?.(path) ?? undefined,
  });
  const found = componentsOfScript(script, context, options);
  if (found.length > 0) return { found, problems: [] };
  const what = `the script ${basename(options.file ?? context.label)} starts none of the components`;
  const where = { file: options.file ?? context.label };
  return { found, problems: [problem('input-no-component', { severity: 'warning', where, what })] };
}
