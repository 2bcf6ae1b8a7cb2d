import { execFileSync } from 'node:child_process';
import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { quoteShellWord, splitShellCommands } from '../../../src/formats/shell-words.js';

const words = (text: string) => splitShellCommands(text).map((command) => command.map((word) => word.text));

describe('a line of shell', () => {
  it.each([
    ['blanks and tabs between words', 'a  b\tc', [['a', 'b', 'c']]],
    ['quotes of both kinds, joined', `a"b c"'d e'f`, [['ab cd ef']]],
    ['empty words', `a '' ""`, [['a', '', '']]],
    ['backslashes', String.raw`a\ b "\"\x\\" '\n'`, [['a b', String.raw`"\x` + '\\', String.raw`\n`]]],
    ['a continued line', 'a \\\n  b', [['a', 'b']]],
    ['commands one by one', 'a; b && c | d\ne & (f)', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
    ['redirections, which are no words', 'a >log 2>&1 < in b', [['a', 'b']]],
    ['a comment', 'a # b c\nd', [['a'], ['d']]],
    ['a number sign inside a word', 'a#b', [['a#b']]],
    ['nothing', '  # only a comment', []],
  ])('%s', (_what, text, expected) => {
    expect(words(text)).toEqual(expected);
  });

  it('leaves open what only the shell could expand, but not what single quotes keep', () => {
    const [command = []] = splitShellCommands(`a $X "\${Y}z" '$N' \\$M $(date) \`id\``);
    expect(command.slice(0, 5)).toEqual([
      { text: 'a', unresolved: [] },
      { text: '$X', unresolved: ['$X'] },
      { text: '${Y}z', unresolved: ['${Y}'] },
      { text: '$N', unresolved: [] },
      { text: '$M', unresolved: [] },
    ]);
    expect(command[5]?.unresolved).toEqual(['$(date)']);
  });

  it.each([
    ['--a=b,c:d@e%f+g_h/i.J-9', '--a=b,c:d@e%f+g_h/i.J-9'],
    ['', "''"],
    ['a b', "'a b'"],
    ["it's", "'it'\\''s'"],
    ['$a', "'$a'"],
    ['a;', "'a;'"],
    ['é', "'é'"],
  ])('writes %s with quotes only where they are needed', (value, written) => {
    expect(quoteShellWord(value)).toBe(written);
  });

  it('gives back every word that is quoted, and so does sh', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((s) => !s.includes('\0'));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (list) => {
        expect(words(list.map(quoteShellWord).join(' '))).toEqual([list]);
      }),
    );
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (list) => {
        const printed = execFileSync('sh', ['-c', `printf '%s\\0' ${list.map(quoteShellWord).join(' ')}`]).toString();
        expect(printed.split('\0').slice(0, -1)).toEqual(list);
      }),
      { numRuns: 20 },
    );
  });

  it('never throws and always ends', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', '"', "'", '\\', '\n', ' ', '#', ';', '$', '{', '(', '<', '>', '`')),
        (parts) => {
          for (const command of splitShellCommands(parts.join(''))) expect(command.length).toBeGreaterThan(0);
        },
      ),
    );
  });
});
