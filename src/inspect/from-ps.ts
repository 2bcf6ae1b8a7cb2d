import type { FlagLookup } from '../formats/argv.js';
import { type PsProcess, readPs } from '../formats/ps.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv, ReadingContext } from './component-argv.js';
import { programOf } from './component-argv.js';
import { withBlanks } from './value-blanks.js';

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

/**
 * Reads the components out of a process listing. `ps` shows words with blanks between them and nothing else, so a value
 * with blanks can only be guessed at; it is marked as reconstructed.
 */
export function readProcessList(
  text: string,
  context: ReadingContext,
  lookup: (component: ComponentArgv['component']) => FlagLookup,
): readonly ComponentArgv[] {
  const found: ComponentArgv[] = [];
  for (const process of readPs(text, context.isFlagName).processes) {
    const program = programOf(process.words);
    if (program === null) continue;
    found.push({
      component: program.component,
      source: { kind: 'ps', ...(context.path === undefined ? {} : { path: context.path }) },
      words: withBlanks(process.words.slice(program.skip), lookup(program.component)),
      environment: [],
      truncated: process.truncated !== undefined,
      problems: processProblems(process, context),
    });
  }
  return found;
}
