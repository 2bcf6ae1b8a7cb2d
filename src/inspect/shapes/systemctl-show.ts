import type { ArgvWord } from '../../formats/argv.js';
import { expandWord } from '../../formats/systemd-exec.js';
import { splitSystemdWords } from '../../formats/systemd-words.js';
import { type Problem, problem } from '../../kernel/problem.js';
import type { ComponentArgv, EnvironmentValue } from '../component-argv.js';
import { startOf } from '../start-of.js';
import { withBlanks } from '../value-blanks.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

interface Property {
  readonly name: string;
  readonly value: string;
  readonly line: number;
  /** Characters before the value on its line. */
  readonly before: number;
}

/** What `systemctl status` says of a process that has ended: its command line, and how it ended. */
const ended = /^(\s*Process: \d+ ExecStart=)(\S.*?)(?: \(code=[^()]*\))?\s*$/;

/** The properties of each unit; an empty line stands between two units. */
function blocksOf(text: string): readonly (readonly Property[])[] {
  const blocks: Property[][] = [[]];
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    if (line.trim() === '') blocks.push([]);
    const named = /^([A-Za-z]+)=/.exec(line);
    // With --value only what stands after the name is printed.
    const bare = named === null && line.includes('argv[]=');
    const [, before, command] = (named === null && !bare ? ended.exec(line) : null) ?? [];
    if (named !== null || bare) {
      const [length, name] = [named?.[0].length ?? 0, named?.[1] ?? 'ExecStart'];
      blocks.at(-1)?.push({ name, value: line.slice(length), line: i + 1, before: length });
    } else if (before !== undefined && command !== undefined) {
      blocks.at(-1)?.push({ name: 'Process', value: command, line: i + 1, before: before.length });
    }
  }
  return blocks;
}

interface ShownArgv {
  readonly text: string;
  readonly column: number;
  readonly cut: boolean;
}

/** The words of `{ path=… ; argv[]=… ; ignore_errors=no ; … }`; systemctl joins them with blanks and no quotes. */
function argvIn({ name, value, before }: Property): ShownArgv | null {
  if (name === 'Process') return { text: value, column: before, cut: value.includes('\u2026') };
  const start = value.indexOf('argv[]=');
  if (start === -1) return null;
  const from = start + 'argv[]='.length;
  const ends = [' ; ignore_errors=', ' ; flags=', ' ; start_time='].map((mark) => value.indexOf(mark, from));
  const end = Math.min(...ends.filter((at) => at !== -1));
  return Number.isFinite(end)
    ? { text: value.slice(from, end), column: before + from, cut: false }
    : { text: value.slice(from), column: before + from, cut: true };
}

function environmentOf(block: readonly Property[]): ReadonlyMap<string, EnvironmentValue> {
  const values = new Map<string, EnvironmentValue>();
  for (const { name: property, value, line } of block) {
    if (property !== 'Environment') continue;
    for (const { text } of splitSystemdWords(value).words) {
      const equals = text.indexOf('=');
      if (equals > 0)
        values.set(text.slice(0, equals), { name: text.slice(0, equals), value: text.slice(equals + 1), line });
    }
  }
  return values;
}

function problemsOf(block: readonly Property[], cut: boolean, open: boolean, context: ShapeContext): Problem[] {
  const at = (property: Property | undefined) => ({
    file: context.label,
    ...(property === undefined ? {} : { line: property.line }),
  });
  const reload = block.find(({ name, value }) => name === 'NeedDaemonReload' && value === 'yes');
  const what = 'the unit or a drop-in changed since systemd read it';
  const files = block.filter(({ name }) => name === 'EnvironmentFiles' && open);
  return [
    ...(reload === undefined
      ? []
      : [
          problem('input-not-loaded', { severity: 'warning', where: at(reload), what, fix: 'systemctl daemon-reload' }),
        ]),
    ...files.map((property) =>
      problem('input-unresolved', {
        severity: 'warning',
        where: at(property),
        what: `the variables that ${property.value.replace(/ \(.*$/, '')} sets are not known`,
        fix: 'inspect the host itself, where the file can be read',
      }),
    ),
    ...(cut
      ? [
          problem('input-truncated', {
            severity: 'warning',
            where: at(block[0]),
            what: 'the line of ExecStart is cut off',
          }),
        ]
      : []),
  ];
}

function isCut({ text }: ArgvWord, i: number, { length }: readonly ArgvWord[]): boolean {
  return i === length - 1 || text.includes('\u2026');
}

function readBlock(block: readonly Property[], context: ShapeContext): readonly ComponentArgv[] {
  const environment = environmentOf(block);
  const exec = {
    variable: (name: string) => environment.get(name)?.value ?? undefined,
    specifier: () => undefined,
  };
  return block
    .filter(({ name }) => name === 'ExecStart' || name === 'Process')
    .slice(-1)
    .flatMap((property) => {
      const { line } = property;
      const argv = argvIn(property);
      if (argv === null) return [];
      const { cut } = argv;
      const shown = [...argv.text.matchAll(/\S+/g)].map(([text], i, all) => {
        return { text, line, column: argv.column + (all[i]?.index ?? 0) + 1 };
      });
      const start = startOf(shown, { listed: true });
      if (start === null) return [];
      const { component, version, versionFrom } = start;
      const expanded = start.words.flatMap((word) =>
        expandWord({ text: word.text, offset: 0 }, exec, true).map(({ text, unresolved }) => ({
          ...word,
          text,
          ...(unresolved.length === 0 ? {} : { unresolved }),
        })),
      );
      const words = withBlanks(expanded, context.lookup(component));
      const open = words.some(({ unresolved = [] }) => unresolved.length > 0);
      return [
        {
          component,
          source: sourceOf('systemctl-show', context),
          words: cut ? words.map((word, i) => (isCut(word, i, words) ? { ...word, truncated: true } : word)) : words,
          environment: [...environment.values(), ...start.environment],
          ...(version === undefined ? {} : { version }),
          ...(versionFrom === undefined ? {} : { versionFrom }),
          truncated: cut,
          problems: problemsOf(block, cut, open, context),
        },
      ];
    });
}

/**
 * Reads what `systemctl show` prints: systemd has read the unit, its drop-ins and Environment= for us. What comes from
 * an EnvironmentFile it reads only when the unit starts. `systemctl status` of a unit that failed shows such a command
 * line too.
 */
export function readSystemctlShow(text: string, context: ShapeContext): Reading {
  return { found: blocksOf(text).flatMap((block) => readBlock(block, context)), problems: [] };
}
