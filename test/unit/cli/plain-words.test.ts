import * as Args from '@oclif/core/args';
import * as Flags from '@oclif/core/flags';
import * as Parser from '@oclif/core/parser';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldPlainWords } from '../../../src/cli/plain-words.js';

const options = {
  args: { source: Args.string({ multiple: true, ignoreStdin: true }) },
  flags: {
    host: Flags.string({ char: 'h', multiple: true, multipleNonGreedy: true }),
    as: Flags.string(),
    json: Flags.boolean(),
  },
};

const parsed = async (argv: readonly string[]) => {
  const { args, flags } = await Parser.parse([...argv], options);
  return { args: args as Record<string, unknown>, flags };
};

const words = fc.array(
  fc.constantFrom('a', 'b', 'c.yaml', '', '-', '--json', '--host', '-h', '--host=x', '-hy', '--as', '--as=z', '--'),
  { maxLength: 14 },
);

describe('many plain words', () => {
  it('are the same arguments when they are folded', async () => {
    await fc.assert(
      fc.asyncProperty(words, async (argv) => {
        const whole = await parsed(argv).catch(() => null);
        // Wrong usage stays wrong usage.
        const { argv: short, unfold } = foldPlainWords(argv);
        const folded = await parsed(short).catch(() => null);
        expect(folded?.flags).toEqual(whole?.flags);
        expect(folded && { ...unfold(folded.args) }).toEqual(whole && { ...whole.args });
      }),
    );
  });

  it('are few for the parser, however many there are', () => {
    const files = Array.from({ length: 5000 }, (_, n) => `${n}.yaml`);
    const { argv, unfold } = foldPlainWords(['--as', 'unit', ...files, '--json', ...files]);
    expect(argv).toHaveLength(6);
    expect(unfold({ source: argv.slice(2).filter((word) => word !== '--json') })).toEqual({
      source: [...files, ...files],
    });
  });
});
