// Lets one of so many mutants through, by lot. To Stryker the others are mutants that do not compile: they are in no score.
import { createHash } from 'node:crypto';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';

const oneOf = Number(process.env.MUTATION_ONE_OF ?? 1);
const seed = process.env.MUTATION_SEED ?? '1';

/** The lot depends on where the mutant is and what it does, not on the order in which mutants come. */
function isDrawn({ fileName, location: { start, end }, mutatorName, replacement }) {
  const file = fileName.replace(/^.*?(?=src\/)/, '');
  const mutant = [seed, file, start.line, start.column, end.line, end.column, mutatorName, replacement].join('\n');
  return createHash('sha256').update(mutant).digest().readUInt32BE(0) % oneOf === 0;
}

const sample = () => ({
  init: () => Promise.resolve(),
  check: (mutants) =>
    Promise.resolve(
      Object.fromEntries(
        mutants.map((mutant) => [
          mutant.id,
          isDrawn(mutant) ? { status: 'passed' } : { status: 'compileError', reason: 'not drawn' },
        ]),
      ),
    ),
  group: (mutants) => [mutants.map(({ id }) => id)],
});
sample.inject = [];

export const strykerPlugins = [declareFactoryPlugin(PluginKind.Checker, 'sample', sample)];
