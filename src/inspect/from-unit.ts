import { type ArgvWord, maxArgvWords } from '../formats/argv.js';
import { readService } from '../formats/systemd-service.js';
import { type ExecCommand, type ExecContext, expandWord } from '../formats/systemd-exec.js';
import { listSetting, placeIn, readUnit, type UnitAssignment, type UnitFile } from '../formats/systemd-unit.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv, ReadingContext } from './component-argv.js';
import { basename, leftOf } from './component-argv.js';
import { embeddedArgs, moreThanHandedOn } from './embedded-args.js';
import { calledScripts, readScriptCommands, sourcingScript } from './from-script.js';
import { type Start, startOf } from './start-of.js';
import { type EnvironmentFiles, unitEnvironment, type UnitEnvironment } from './unit-environment.js';
import { readPageCommand } from './unit-page.js';
import { asMeant, asService, lostLines, misspelt } from './unit-lines.js';
import { unitVerdict } from './unit-verdict.js';

export interface UnitText {
  readonly file: string;
  readonly text: string;
}

export interface UnitReadingOptions {
  /** In the order in which they apply. */
  readonly dropIns?: readonly UnitText[];
  readonly environmentFiles?: EnvironmentFiles;
  /** The text of a script that the unit starts; undefined when it cannot be had, or is no text. */
  readonly scripts?: (path: string) => string | undefined;
  /** The text is the very file on a host: systemd's rules count, whatever it looks like. */
  readonly exact?: boolean;
}

type Common = Pick<ComponentArgv, 'source' | 'environment'>;

interface ExactReading {
  readonly exec: ExecContext;
  readonly common: Common;
  readonly environment: UnitEnvironment;
  readonly context: ReadingContext;
  readonly options: UnitReadingOptions;
}

export interface UnitReading {
  readonly found: readonly ComponentArgv[];
  readonly problems: readonly Problem[];
}

const section = 'Service';

/** A value that is not known may still be known to be nothing: systemd takes an undefined variable as empty. */
function execContext(environment: UnitEnvironment, exact: boolean): ExecContext {
  const complete = exact && environment.unread.length === 0;
  return {
    variable: (name) => {
      const known = environment.values.get(name);
      if (known !== undefined) return known.value ?? undefined;
      return complete ? '' : undefined;
    },
    specifier: () => undefined,
  };
}

function placed(words: ExecCommand['args'], assignment: UnitAssignment): ArgvWord[] {
  return words.map(({ text, offset, unresolved }) => {
    return { text, file: assignment.file, ...placeIn(assignment, offset), unresolved };
  });
}

/**
 * Reads the component that a unit with its drop-ins starts. A text that a page has broken is read as a person would,
 * and says so; `exact` texts are read by systemd's rules alone.
 */
export function readUnitSource(text: string, context: ReadingContext, options: UnitReadingOptions = {}): UnitReading {
  const exact = options.exact === true;
  const main = asService(readUnit(text, context.label), section);
  const written = [
    main,
    ...(options.dropIns ?? []).map((dropIn) => asService(readUnit(dropIn.text, dropIn.file), section)),
  ];
  const files = exact ? written : written.map(asMeant);
  const environment = unitEnvironment(files, section, options.environmentFiles ?? (() => undefined));
  const exec = execContext(environment, exact);
  const common = {
    source: { kind: 'unit', ...(context.path === undefined ? {} : { path: context.path }) },
    environment: [...environment.values.values()],
  };
  const page = exact || files.length > 1 ? null : readPageCommand(text, context.isFlagName);
  if (page !== null) {
    const words = page.words.flatMap((word) =>
      expandWord({ text: word.text, offset: 0 }, exec, true).map(({ text: expanded, unresolved }) => {
        return { ...word, text: expanded, unresolved };
      }),
    );
    const start = startOf(words);
    const where = { file: context.label, line: page.line };
    if (start === null) return scriptOrNothing(words, environment, context, options, where);
    const problems = pageProblems(page.words, page.oddBackslashes, where);
    return {
      found: [
        {
          ...startedIn(common, start),
          truncated: page.truncated,
          problems: [...problems, ...cutOff(page.truncated, where)],
        },
      ],
      problems: [],
    };
  }
  const { found, problems } = readExact(files, { exec, common, environment, context, options });
  return { found, problems: [...written.flatMap(misspelt), ...problems] };
}

function readExact(
  files: readonly UnitFile[],
  { exec, common, environment, context, options }: ExactReading,
): UnitReading {
  const starts = listSetting(files, section, 'ExecStart');
  const problems = files.flatMap(lostLines);
  const service = readService(files, exec, section);
  // Where a template puts in the folder of the program, nothing can be said of its path.
  const open = options.exact !== true && service.commands.some(({ path }) => /^(?:\{\{|\{%|<)/.test(path));
  const verdict = open ? null : unitVerdict(service, files, environment.missing, section);
  const found = service.commands.flatMap((command): ComponentArgv[] => {
    const { assignment } = command;
    const where = { file: assignment.file, line: assignment.line };
    const words = [
      { text: command.path, line: assignment.line, column: assignment.column },
      ...placed(command.args.slice(0, maxArgvWords), assignment),
    ];
    const inline = sourcingScript(words);
    const sourced = inline === null ? [] : sourcedCommands(inline, environment, context, options, assignment);
    if (sourced.length > 0) return [...sourced];
    const start = startOf(words);
    if (start === null) {
      const script = scriptOrNothing(words, environment, context, options, where);
      problems.push(...script.problems);
      return [...script.found];
    }
    const cut = files.some((file) => file.endsInContinuation);
    const long = files.some((file) => file.notes.some(({ what }) => what === 'too-long'));
    // What makes systemd refuse the whole unit is told once.
    const ofUnit = verdict === null || command.refused === verdict.reason ? (command.refused ?? null) : null;
    const complaints = command.complaints
      .filter((what) => ofUnit === null || !what.startsWith(`${ofUnit}, `))
      .map((what) => problem('input-invalid-flag', { severity: 'warning', where, what }));
    return [
      {
        ...startedIn(common, start),
        ...leftOf(command.args),
        truncated: cut || long,
        problems: [
          ...complaints,
          ...cutOff(cut, where),
          ...tooLong(long, where),
          ...unreadFiles(environment, start.words, where),
        ],
      },
    ];
  });
  // One command may start several components inside it.
  const kept = starts.length > 1 ? found.slice(-1) : found;
  // Of a unit that starts nothing of ours nobody asks whether it starts.
  return {
    found: kept.map((argv) => ({ ...argv, problems: [...(verdict?.problems ?? []), ...argv.problems] })),
    problems,
  };
}

/** What the program itself gets: variables that a shell or `env` in between sets come after those of the unit. */
function startedIn(common: Common, start: Start): Omit<ComponentArgv, 'truncated' | 'problems'> {
  const { component, words, version, versionFrom } = start;
  return {
    ...common,
    component,
    words,
    environment: [...common.environment, ...start.environment],
    ...(version === undefined ? {} : { version }),
    ...(versionFrom === undefined ? {} : { versionFrom }),
  };
}

/** The component that `sh -c` starts after it has read in files, where these are at hand. */
function sourcedCommands(
  script: string,
  environment: UnitEnvironment,
  context: ReadingContext,
  { environmentFiles: sourced }: UnitReadingOptions,
  { file, line }: UnitAssignment,
): readonly ComponentArgv[] {
  if (sourced === undefined) return [];
  const variables = [...environment.values.values()];
  const { found } = readScriptCommands(script, context, { kind: 'unit', file, variables, sourced });
  // Lines within the script are none of the unit.
  return found.map((argv) => ({ ...argv, words: argv.words.map((word) => ({ ...word, line })) }));
}

/** A unit that starts a distribution, or a script: the script is followed when it is at hand, one level and no further. */
function scriptOrNothing(
  words: readonly ArgvWord[],
  environment: UnitEnvironment,
  context: ReadingContext,
  options: UnitReadingOptions,
  where: Problem['where'],
): UnitReading {
  const variables = [...environment.values.values()];
  const embedded = embeddedArgs(words).map(({ component, words: handed }): ComponentArgv => {
    const source = { kind: 'unit', ...(context.path === undefined ? {} : { path: context.path }) };
    const problems = [moreThanHandedOn(component, where)];
    return { component, source, words: handed, environment: variables, truncated: true, problems };
  });
  if (embedded.length > 0) return { found: embedded, problems: [] };
  const called = calledScripts(words).find(({ path }) => options.scripts?.(path) !== undefined);
  const text = called === undefined ? undefined : options.scripts?.(called.path);
  if (called === undefined || text === undefined)
    return { found: [], problems: [notStarted(words[0]?.text ?? '', where)] };
  const sourced = options.environmentFiles;
  const script = {
    kind: 'unit',
    file: called.path,
    positional: called.args,
    variables,
    ...(sourced === undefined ? {} : { sourced }),
  };
  return readScriptCommands(text, context, script);
}

function notStarted(program: string, where: Problem['where']): Problem {
  return problem('input-no-component', {
    severity: 'warning',
    where,
    what: `the unit starts ${basename(program)}, which is none of the components`,
    fix: 'inspect the running process instead',
  });
}

function cutOff(truncated: boolean, where: Problem['where']): Problem[] {
  if (!truncated) return [];
  const what = 'the last line asks for another one that is not there; flags may be missing';
  return [problem('input-truncated', { severity: 'warning', where, what })];
}

function tooLong(long: boolean, where: Problem['where']): Problem[] {
  if (!long) return [];
  const what = 'a line is longer than the 1 MiB that systemd reads; its beginning is read, and flags may be missing';
  return [problem('input-truncated', { severity: 'warning', where, what })];
}

function unreadFiles(environment: UnitEnvironment, words: readonly ArgvWord[], where: Problem['where']): Problem[] {
  if (!words.some((word) => (word.unresolved ?? []).length > 0)) return [];
  return environment.unread.map((path) =>
    problem('input-unresolved', {
      severity: 'warning',
      where,
      what: `the variables that ${path} sets are not known`,
      fix: 'inspect the host itself, where the file can be read',
    }),
  );
}

function pageProblems(words: readonly ArgvWord[], oddBackslashes: number, where: Problem['where']): Problem[] {
  const joined = words.filter((word) => word.reconstructed === true).length;
  return [
    ...(joined === 0
      ? []
      : [
          problem('input-rejoined', {
            severity: 'warning',
            where,
            what: `${joined} ${joined === 1 ? 'word was' : 'words were'} broken across lines and put together again`,
          }),
        ]),
    ...(oddBackslashes === 0
      ? []
      : [
          problem('input-ignored-line', {
            severity: 'warning',
            where,
            what: `${oddBackslashes} ${oddBackslashes === 1 ? 'line ends' : 'lines end'} in more than one backslash and ${oddBackslashes === 1 ? 'was' : 'were'} read as continued`,
            expected:
              'one backslash: of two systemd ends the command, of three it hands over a backslash as an argument',
            fix: 'write one backslash at the end of each line',
          }),
        ]),
  ];
}
