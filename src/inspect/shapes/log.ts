import { type Problem, problem } from '../../kernel/problem.js';
import { componentByFlags, componentNamed } from '../component-by-flags.js';
import type { ComponentArgv } from '../component-argv.js';
import { type FlagLogStart, readFlagLogs } from '../flag-log.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

const maxStarts = 500;

function unknownStart({ line }: FlagLogStart, context: ShapeContext): Problem {
  return problem('input-no-component', {
    severity: 'warning',
    where: { file: context.label, line },
    what: 'the flags that are logged from here on are those of none of the components',
  });
}

/**
 * Reads the `FLAG:` lines of a log. The last start of each component counts, for each host that the log names; what an
 * earlier start had is history.
 */
export async function readLog(text: string, context: ShapeContext): Promise<Reading> {
  const found = new Map<string, ComponentArgv>();
  const problems: Problem[] = [];
  // Nobody asks for older ones, and the last of each component counts.
  for (const start of readFlagLogs(text).slice(-maxStarts)) {
    const component = componentNamed(start.stream) ?? (await componentByFlags(start.flags.map(({ name }) => name)));
    if (component === null) {
      problems.push(unknownStart(start, context));
      continue;
    }
    const key = `${component} ${start.stream}`;
    found.delete(key);
    found.set(key, {
      component,
      source: sourceOf('log', context),
      words: [],
      environment: [],
      printed: start.flags,
      ...(start.version === undefined ? {} : { version: start.version }),
      truncated: false,
      problems: start.deprecated.map(({ name, message, line }) =>
        problem('input-deprecated-flag', {
          severity: 'warning',
          where: { file: context.label, line },
          what: `--${name} is deprecated: ${message}`,
        }),
      ),
    });
  }
  return { found: [...found.values()], problems };
}
