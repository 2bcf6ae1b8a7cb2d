// Writes every mutant of some sources into them, each behind a switch that a global variable turns on.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createInstrumenter } from '@stryker-mutator/instrumenter';
import { createInjector } from 'typed-inject';

const quiet = () => undefined;
const logger = {
  isDebugEnabled: () => false,
  isTraceEnabled: () => false,
  debug: quiet,
  trace: quiet,
  info: quiet,
  warn: console.error,
  error: console.error,
};

/** The sources by path with all mutants in them, and the mutants in order. */
export async function instrument(root, rooms) {
  const names = rooms.flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(root, room, name)),
  );
  const options = {
    plugins: null,
    excludedMutations: [],
    ignorers: [],
    mutator: { plugins: null, excludedMutations: [] },
  };
  const instrumenter = createInstrumenter(
    createInjector().provideValue('logger', logger).provideValue('options', options),
  );
  const sources = names.sort().map((name) => ({ name, mutate: true, content: readFileSync(name, 'utf8') }));
  const { files, mutants } = await instrumenter.instrument(sources, options);
  return {
    files: new Map(files.map(({ name, content }) => [name, content])),
    mutants: mutants.map(({ id, fileName, mutatorName, replacement, location: { start, end } }) => ({
      id,
      file: path.relative(root, fileName),
      line: start.line + 1,
      column: start.column + 1,
      endLine: end.line + 1,
      mutator: mutatorName,
      replacement,
    })),
  };
}
