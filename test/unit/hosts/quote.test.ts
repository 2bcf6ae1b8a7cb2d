import { execFileSync } from 'node:child_process';
import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { localTransport } from '../../../src/hosts/local-transport.js';
import { shellQuote } from '../../../src/hosts/quote.js';

/** Whether the text survives UTF-8: a lone surrogate does not. */
const hasUtf8 = (text: string): boolean => Buffer.from(text).toString('utf8') === text;

const nasty = fc.string({
  unit: fc.oneof(
    fc.constantFrom(
      "'",
      '"',
      '\\',
      '$',
      '`',
      '!',
      '\n',
      '\r',
      '\t',
      ' ',
      '*',
      '#',
      '~',
      '%',
      '-',
      '\\0',
      '\\c',
      '\u001b',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }),
  ),
});
// NUL cannot be in a word.
const words = fc.array(
  nasty.filter((word) => !word.includes('\0') && hasUtf8(word)),
  { minLength: 1, maxLength: 8 },
);

describe('a quoted word', () => {
  it('is one word with the same bytes for a real shell', () => {
    fc.assert(
      fc.property(words, (list) => {
        const out = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${list.map(shellQuote).join(' ')}`]);
        expect(out.toString('utf8')).toBe(list.map((word) => `${word}\0`).join(''));
      }),
      { numRuns: 60 },
    );
  });

  it('cannot hold NUL', () => {
    expect(() => shellQuote('a\0b')).toThrow(TypeError);
  });
});

describe('arguments and input of a script', () => {
  it('arrive with the same bytes', async () => {
    const transport = localTransport('here');
    await fc.assert(
      fc.asyncProperty(words, nasty.filter(hasUtf8), async (list, stdin) => {
        const { stdout } = await transport.run({ script: 'printf "%s\\0" "$@"; cat', args: list, stdin });
        expect(stdout.toString('utf8')).toBe(`${list.map((word) => `${word}\0`).join('')}${stdin}`);
      }),
      { numRuns: 60 },
    );
  });

  it('may be long: a script and arguments of 300 KB', async () => {
    const transport = localTransport('here');
    const args = Array.from({ length: 3_000 }, (_, i) => `${i}`.padStart(100, 'x'));
    const { stdout } = await transport.run({ script: 'echo "$#"; for a; do last=$a; done; echo "$last"', args });
    expect(stdout.toString()).toBe(`3000\n${args.at(-1) ?? ''}\n`);
  });
});
