import { type ArgvWord, type FlagLookup, meaningAlone } from '../formats/argv.js';
import { type PsProcess, readPs } from '../formats/ps.js';
import { type Problem, problem } from '../kernel/problem.js';
import type { ComponentArgv, ReadingContext } from './component-argv.js';
import { programOf } from './component-argv.js';

/** Takes words that can only be the rest of a value with blanks into the word before them. */
function withBlanks(words: readonly ArgvWord[], isAlone: (name: string) => boolean): ArgvWord[] {
  const result: { word: ArgvWord; parts: string[] }[] = [];
  // The word that a value is in, when one is open.
  let open = false;
  let wanted = false;
  let previous: ArgvWord | undefined;
  for (const word of words) {
    const last = result.at(-1);
    const isFlag = word.text.startsWith('--') || /^-v(?:$|[=\d])/.test(word.text);
    if (isFlag || (!open && !wanted) || last === undefined) {
      result.push({ word, parts: [word.text] });
      const name = word.text.replace(/^-+/, '').split('=')[0]?.replaceAll('_', '-') ?? '';
      open = isFlag && word.text.includes('=') && !isAlone(name);
      wanted = isFlag && !word.text.includes('=') && !isAlone(name);
    } else if (wanted) {
      result.push({ word, parts: [word.text] });
      wanted = false;
      open = true;
    } else last.parts.push(' '.repeat(gap(previous, word)), word.text);
    previous = word;
  }
  return result.map(({ word, parts }) => {
    return parts.length === 1 ? word : { ...word, text: parts.join(''), reconstructed: true };
  });
}

/** How many blanks stand between two words; one where a line break or a joined word hides it. */
function gap(before: ArgvWord | undefined, word: ArgvWord): number {
  if (before?.column === undefined || word.column === undefined) return 1;
  if (before.line !== word.line || before.reconstructed === true) return 1;
  return Math.max(1, word.column - before.column - before.text.length);
}

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
    const flags = lookup(program.component);
    const isAlone = (name: string): boolean => {
      const flag = flags.get(name);
      return flag !== undefined && meaningAlone(flag) !== undefined;
    };
    found.push({
      component: program.component,
      source: { kind: 'ps', ...(context.path === undefined ? {} : { path: context.path }) },
      words: withBlanks(process.words.slice(program.skip), isAlone),
      environment: [],
      truncated: process.truncated !== undefined,
      problems: processProblems(process, context),
    });
  }
  return found;
}
