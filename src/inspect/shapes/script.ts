import type { Heredoc } from '../../formats/shell-heredoc.js';
import { readShellScript, type ShellScript } from '../../formats/shell-script.js';
import { splitShellCommands } from '../../formats/shell-words.js';
import { belongTogether } from '../../formats/rejoin.js';
import type { ArgvWord } from '../../formats/argv.js';
import { problem } from '../../kernel/problem.js';
import type { ComponentArgv } from '../component-argv.js';
import { componentsOfScript } from '../from-script.js';
import { glueAll } from '../../formats/placeholders.js';
import { startOf } from '../start-of.js';
import { sourceOf } from './found.js';
import { readFiles, type WrittenFile } from './written-files.js';
import type { Reading, ShapeContext } from './shape.js';

/** Settings of an upstart job that are no shell; `env` sets a variable. */
function withoutUpstart(text: string): string {
  if (!/^(?:start on|end script|respawn)\b/m.test(text)) return text;
  return text
    .replace(
      /^(?:start|stop|description|author|limit|respawn|console|kill|normal|expect|umask|setuid|setgid)\b.*$/gm,
      '',
    )
    .replace(/^env[ \t]+(?=\w+=)/gm, 'export ');
}

/** The files that heredocs write. Whatever the shell would put in place of a substitution is one open word. */
function writtenBy(heredocs: readonly Heredoc[]): readonly WrittenFile[] {
  return heredocs.map(({ target, body, unresolved, line }) => ({
    ...(target === undefined ? {} : { path: target }),
    text: glueAll(body, unresolved),
    firstLine: line,
  }));
}

/** OpenRC starts what `command` names with `command_args`; the script itself starts nothing. */
function openRc({ variables }: ShellScript, context: ShapeContext): readonly ComponentArgv[] {
  const named = new Map(variables.map((variable) => [variable.name, variable]));
  const command = named.get('command');
  if (command?.value == null) return [];
  const { line } = command;
  const args = ['command_args', 'command_args_background', 'command_args_foreground'].flatMap((name) => {
    const value = named.get(name);
    if (value === undefined) return [];
    const place = value.line === undefined ? {} : { line: value.line };
    if (value.value === null) return [{ text: `$${name}`, unresolved: [`$${name}`], ...place }];
    return splitShellCommands(value.value)
      .flat()
      .map((word) => ({ ...word, ...place }));
  });
  const start = startOf([{ text: command.value, ...(line === undefined ? {} : { line }) }, ...args]);
  if (start === null) return [];
  const { component, words, environment } = start;
  return [{ component, source: sourceOf('script', context), words, environment, truncated: false, problems: [] }];
}

/** A page may break a command between lines where nobody writing it would; a continued line ends a word. */
function rejoined(words: readonly ArgvWord[], context: ShapeContext): readonly ArgvWord[] {
  const joined: { readonly word: ArgvWord; readonly parts: string[]; end: string }[] = [];
  for (const word of words) {
    const last = joined.at(-1);
    const apart = last === undefined || last.word.line === word.line || (last.word.unresolved ?? []).length > 0;
    if (apart || !belongTogether(last.end, word.text.slice(0, 512), true, context.isFlagName)) {
      joined.push({ word, parts: [word.text], end: word.text.slice(0, 512) });
    } else {
      last.parts.push(word.text);
      // Enough to decide by: the name of the flag, and whether the text goes on.
      last.end = (last.end + word.text.slice(-16)).slice(0, 300) + word.text.slice(-16);
    }
  }
  return joined.map(({ word, parts }) =>
    parts.length === 1 ? word : { ...word, text: parts.join(''), reconstructed: true },
  );
}

/** Where something of a component stands first, so that what a script holds comes in the order of the script. */
function lineOf(argv: ComponentArgv): number {
  return argv.words[0]?.line ?? argv.environment[0]?.line ?? Number.POSITIVE_INFINITY;
}

/** Characters; the longest scripts that set up masters have half of it. */
const maxScript = 256 * 1024;

/**
 * Reads a shell script without running it: the components that it starts, and those that the units, manifests and files
 * of variables start which it writes by way of heredocs.
 */
export async function readScript(text: string, context: ShapeContext): Promise<Reading> {
  const long = text.length > maxScript;
  const script = readShellScript(withoutUpstart(long ? text.slice(0, text.lastIndexOf('\n', maxScript)) : text), {
    sourced: (path) => context.environmentFiles?.(path) ?? undefined,
  });
  const started = componentsOfScript(script, context, { kind: 'script' }).map((argv) => {
    return context.exact === true ? argv : { ...argv, words: rejoined(argv.words, context) };
  });
  const services = started.length > 0 ? [] : openRc(script, context);
  const written = await readFiles(writtenBy(script.heredocs), context);
  const found = [...started, ...services, ...written.found].sort((a, b) => lineOf(a) - lineOf(b));
  if (!long && !script.cut) return { found, problems: written.problems };
  const what = 'the script is longer than any that somebody wrote; its beginning is read';
  const problems = [problem('input-truncated', { severity: 'warning', where: { file: context.label }, what })];
  return { found: found.map((argv) => ({ ...argv, truncated: true })), problems: [...problems, ...written.problems] };
}
