import { type ArgvWord, type FlagLookup, maxArgvWords } from '../formats/argv.js';
import { type PsProcess, readPs } from '../formats/ps.js';
import { flagNameIn, type IsFlagName } from '../formats/rejoin.js';
import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import { type ComponentArgv, leftOf, type ReadingContext } from './component-argv.js';
import { type Start, startOf } from './start-of.js';
import { withBlanks } from './value-blanks.js';
import { withoutWaiting } from './waiting.js';

function processProblems(process: PsProcess, context: ReadingContext): Problem[] {
  const where = { file: context.label, line: process.line };
  if (process.truncated === undefined) return [];
  const what = `the command line may be cut off: ${process.truncated}`;
  return [
    problem('input-truncated', {
      severity: 'warning',
      where,
      what,
      fix: 'list with ps -ww, or read /proc/PID/cmdline',
    }),
  ];
}

/** Leaves out the beginning of a flag that is cut off in its name: which flag it is cannot be told. */
export function withoutStumps(words: readonly ArgvWord[], isFlagName: IsFlagName): readonly ArgvWord[] {
  return words.filter(({ text, truncated }) => {
    if (truncated !== true || !text.startsWith('-') || text.includes('=')) return true;
    return isFlagName(flagNameIn(text) ?? '');
  });
}

/** `kube-apiserver,811` of pstree is the program with its process id. */
function programWords(words: readonly ArgvWord[]): readonly ArgvWord[] {
  const [first, ...rest] = words;
  const name = /^([^,\s]+),\d+$/.exec(first?.text ?? '')?.[1];
  return first === undefined || name === undefined ? words : [{ ...first, text: name }, ...rest];
}

/** Twice as many as are told of a text, for those that only wait for another one. */
const maxStarts = 1_000;

interface Started {
  readonly process: PsProcess;
  readonly start: Start;
}

/** The processes that are components, or start one; the first of them, where there are too many. */
function startedIn(processes: Iterable<PsProcess>): readonly Started[] {
  const found: Started[] = [];
  for (const process of processes) {
    const start = startOf(programWords(process.words), { listed: true });
    // `kube-apiserver [flags]` is what --help says of itself.
    if (start !== null && start.words[0]?.text !== '[flags]') found.push({ process, start });
    if (found.length > maxStarts) break;
  }
  return found;
}

/**
 * Reads the components out of a process listing. `ps` shows words with blanks between them and nothing else, so a value
 * with blanks can only be guessed at; it is marked as reconstructed.
 */
export function readProcessList(
  text: string,
  context: ReadingContext,
  lookup: (component: KnownComponent) => FlagLookup,
): readonly ComponentArgv[] {
  return withoutWaiting(startedIn(readPs(text, context.isFlagName).processes)).map(({ process, start }) => {
    const { component, environment, version, versionFrom } = start;
    return {
      component,
      source: { kind: 'ps', ...(context.path === undefined ? {} : { path: context.path }) },
      words: withoutStumps(withBlanks(start.words.slice(0, maxArgvWords), lookup(component)), context.isFlagName),
      ...leftOf(start.words),
      environment,
      ...(version === undefined ? {} : { version }),
      ...(versionFrom === undefined ? {} : { versionFrom }),
      truncated: process.truncated !== undefined,
      problems: processProblems(process, context),
    };
  });
}
