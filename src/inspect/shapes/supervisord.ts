import { splitShellCommands } from '../../formats/shell-words.js';
import type { ComponentArgv, EnvironmentValue } from '../component-argv.js';
import { calledScripts, readScriptCommands } from '../from-script.js';
import { startOf } from '../start-of.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

interface Setting {
  readonly key: string;
  readonly value: string;
  readonly line: number;
}

interface OpenSetting {
  readonly key: string;
  readonly parts: string[];
  readonly line: number;
}

function setting({ key, parts, line }: OpenSetting): Setting {
  // A backslash at a line end means nothing here, but people write one.
  return {
    key,
    value: parts.map((part, i) => (i === parts.length - 1 ? part : part.replace(/\\$/, ''))).join(' '),
    line,
  };
}

/** The settings of each `[program:x]`; a line that is indented goes on with the one before it (configparser). */
function programsIn(text: string): readonly (readonly Setting[])[] {
  const programs: OpenSetting[][] = [];
  let current: OpenSetting[] | null = null;
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(/(?:^|\s);.*$/, '');
    if (line.startsWith('[')) {
      current = line.startsWith('[program:') ? [] : null;
      if (current !== null) programs.push(current);
      continue;
    }
    const last = current?.at(-1);
    const named = /^([A-Za-z_]+)\s*[=:]\s*(.*)$/.exec(line);
    if (/^\s+\S/.test(line) && last !== undefined) last.parts.push(line.trim());
    else if (named !== null) current?.push({ key: named[1] ?? '', parts: [(named[2] ?? '').trim()], line: i + 1 });
  }
  return programs.map((settings) => settings.map(setting));
}

function environmentOf(settings: readonly Setting[]): readonly EnvironmentValue[] {
  return settings
    .filter(({ key }) => key === 'environment')
    .flatMap(({ value, line }) =>
      [...value.matchAll(/([A-Za-z_]\w*)=("[^"]*"|'[^']*'|[^,\s]*)/g)].map(([, name = '', quoted = '']) => {
        return { name, value: quoted.replace(/^(["'])(.*)\1$/, '$2'), line };
      }),
    );
}

function readProgram(settings: readonly Setting[], context: ShapeContext): readonly ComponentArgv[] {
  const command = settings.find(({ key }) => key === 'command');
  if (command === undefined) return [];
  const { line } = command;
  // Supervisor splits words as a shell does and expands only its own %(x)s.
  const words = splitShellCommands(command.value)
    .flat()
    .map(({ text }) => ({ text, line }));
  const environment = environmentOf(settings);
  const start = startOf(words);
  if (start !== null) {
    const { component, version, versionFrom } = start;
    const told = version === undefined || versionFrom === undefined ? {} : { version, versionFrom };
    const common = { component, source: sourceOf('supervisord', context), words: start.words, ...told };
    return [{ ...common, environment: [...environment, ...start.environment], truncated: false, problems: [] }];
  }
  const called = calledScripts(words).find(({ path }) => context.scripts?.(path) !== undefined);
  const script = called === undefined ? undefined : context.scripts?.(called.path);
  if (called === undefined || script === undefined) return [];
  const { path: file, args: positional } = called;
  return readScriptCommands(script, context, { kind: 'supervisord', file, positional, variables: environment }).found;
}

/** Reads the programs of a supervisord configuration. */
export function readSupervisord(text: string, context: ShapeContext): Reading {
  return { found: programsIn(text).flatMap((settings) => readProgram(settings, context)), problems: [] };
}
