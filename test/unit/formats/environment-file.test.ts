import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { readEnvironmentFile, writeEnvironmentFile } from '../../../src/formats/environment-file.js';

const read = (text: string) => readEnvironmentFile(text).entries.map(({ name, value }) => [name, value]);

describe('an EnvironmentFile is read as systemd reads it', () => {
  it('with the line of each name, and comments only where they fill a line', () => {
    expect(readEnvironmentFile('# c\n; c\n\nA=1\n B = 2 # not a comment\n')).toEqual({
      entries: [
        { name: 'A', value: '1', line: 4 },
        { name: 'B', value: '2 # not a comment', line: 5 },
      ],
      ignored: [],
    });
  });

  it.each([
    ['double quotes', 'A="x y"\n', 'x y'],
    ['single quotes, which keep everything', String.raw`A='$x \n "q"'`, String.raw`$x \n "q"`],
    ['quoted parts in a row', `A="a b"'c d'e`, 'a bc de'],
    ['a quote inside a plain value, which is a character', `A=a"b"`, 'a"b"'],
    ['escapes in double quotes', String.raw`A="\"\\\$\x"`, String.raw`"\$\x`],
    ['a backslash in a plain value, which takes the next character as it is', String.raw`A=a\ b\\`, 'a b\\'],
    ['a continued line', 'A=one\\\ntwo\n', 'onetwo'],
    ['a line end in quotes', 'A="one\ntwo"\n', 'one\ntwo'],
    ['no expansion', 'A=$B ${C}', '$B ${C}'],
    ['blanks around it, which are dropped', 'A=  x  \n', 'x'],
    ['nothing', 'A=\n', ''],
    ['an equals sign', 'A=b=c', 'b=c'],
    ['CRLF', 'A=x\r\n', 'x'],
  ])('%s', (_what, text, value) => {
    expect(read(text)).toEqual([['A', value]]);
  });

  it('ignores what is no assignment and what names no variable, and says which lines', () => {
    expect(readEnvironmentFile('export A=1\nnonsense\n1B=2\nC=3\n')).toEqual({
      entries: [{ name: 'C', value: '3', line: 4 }],
      ignored: [
        { line: 1, text: 'export A' },
        { line: 2, text: 'nonsense' },
        { line: 3, text: '1B' },
      ],
    });
  });

  it('takes the line after a comment that ends in a backslash for the comment', () => {
    expect(read('# a \\\nA=1\nB=2\n')).toEqual([['B', '2']]);
  });

  it('counts lines on after values of several lines', () => {
    expect(readEnvironmentFile('A="1\n2"\nB=3').entries.at(-1)).toEqual({ name: 'B', value: '3', line: 3 });
  });

  it('gives back every value that is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (value) => {
        expect(
          read(
            writeEnvironmentFile([
              { name: 'A', value },
              { name: 'B', value: 'end' },
            ]),
          ),
        ).toEqual([
          ['A', value],
          ['B', 'end'],
        ]);
      }),
    );
  });

  it('never throws, and loses no line', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('A', '=', '"', "'", '\\', '\n', ' ', '#', ';', '$', 'é')), (parts) => {
        const { entries, ignored } = readEnvironmentFile(parts.join(''));
        const lines = parts.filter((part) => part === '\n').length + 1;
        for (const { line } of [...entries, ...ignored]) expect(line).toBeLessThanOrEqual(lines);
      }),
    );
  });
});
