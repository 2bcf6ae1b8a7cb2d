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
    ['tabs around it', '\tA\t=\tx\t\n', 'x'],
    ['blanks in it', 'A=x \t y \n', 'x \t y'],
    ['blanks after quotes', 'A="x" \t\'y\' z ', 'xyz'],
    ['every escape in double quotes', 'A="\\"\\\\\\`\\$\\n\\\'"', '"\\`$\\n\\\''],
    ['a backslash at the very end', 'A=x\\', 'x'],
    ['a backslash at the very end, in quotes', 'A="x\\', 'x'],
    ['a line end after a backslash in double quotes', 'A="x\\\ny"', 'xy'],
    ['a line end after a backslash in single quotes', "A='x\\\ny'", 'x\\\ny'],
    ['a quote in quotes of the other kind', `A="it's"'"'`, `it's"`],
    ['a backslash before quotes, which are then characters', `A=\\"b" 'c'`, `"b" 'c'`],
    ['a blank after a backslash, which is kept', 'A=x\\  \n', 'x '],
    ['blanks before a continued line', 'A=x \\\n  y\n', 'x   y'],
    ['blanks before a continued line that is empty', 'A=x \\\n\n', 'x '],
    ['quotes that never end', 'A="x\ny', 'x\ny'],
    ['a number sign', 'A=x#y;z', 'x#y;z'],
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

  it.each([
    ['_=1', '_', true],
    ['A1_b=1', 'A1_b', true],
    ['aZ=1', 'aZ', true],
    ['a.b=1', 'a.b', false],
    ['a-b=1', 'a-b', false],
    ['a b=1', 'a b', false],
    ['=1', '=1', false],
    ['=a=1', '=a', false],
    ['\ufeffA=1', '\ufeffA', false],
    ['é=1', 'é', false],
    ['Aé=1', 'Aé', false],
  ])('knows names of variables: %j', (text, name, valid) => {
    expect(readEnvironmentFile(text)).toEqual(
      valid
        ? { entries: [{ name, value: '1', line: 1 }], ignored: [] }
        : { entries: [], ignored: [{ line: 1, text: name }] },
    );
  });

  it('goes on after lines of every kind', () => {
    expect(readEnvironmentFile("\r\n \t#a\n;b=\\\nc=d\nno e \\\nA=1\nB=\n\n  C = 'c' \nno f\t")).toEqual({
      entries: [
        { name: 'A', value: '1', line: 6 },
        { name: 'B', value: '', line: 7 },
        { name: 'C', value: 'c', line: 9 },
      ],
      ignored: [
        { line: 5, text: 'no e \\' },
        { line: 10, text: 'no f' },
      ],
    });
    expect(readEnvironmentFile('# a \\')).toEqual({ entries: [], ignored: [] });
    expect(readEnvironmentFile('')).toEqual({ entries: [], ignored: [] });
  });

  it.each<[string, [string, string][]]>([
    [
      'A=1\rB=2\rC=3',
      [
        ['A', '1'],
        ['B', '2'],
        ['C', '3'],
      ],
    ],
    [
      'A=1 \\\r\n2\r\nB="3 \\\r\n4"\r\n',
      [
        ['A', '1 '],
        ['B', '3 \\\r\n4'],
      ],
    ],
    [
      'A=1\\\rB\rB=2\r',
      [
        ['A', '1B'],
        ['B', '2'],
      ],
    ],
    [
      'A="1\r2"\rB=\'3\r4\'\r',
      [
        ['A', '1\r2'],
        ['B', '3\r4'],
      ],
    ],
    [
      '# no \\\rA=1\rB=2\r# no \\\r\nC=3\r\n',
      [
        ['B', '2'],
        ['C', '3'],
      ],
    ],
    [
      ';\rA=1\r\rno equals\rB\r=2\rC=3\r',
      [
        ['A', '1'],
        ['C', '3'],
      ],
    ],
    [
      '="open\nA=1\n==2\nB=3\n',
      [
        ['A', '1'],
        ['B', '3'],
      ],
    ],
  ])('with carriage returns as line ends, which systemd 252 takes them for: %j', (text, entries) => {
    expect(read(text)).toEqual(entries);
  });

  it('counts lines by carriage returns too, and CRLF once', () => {
    expect(readEnvironmentFile('#\rA=1\r\nB="\r\n2\r3"\r\n\rC=4').entries.map(({ line }) => line)).toEqual([2, 3, 7]);
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
      fc.property(fc.array(fc.constantFrom('A', '=', '"', "'", '\\', '\n', '\r', ' ', '#', ';', '$', 'é')), (parts) => {
        const { entries, ignored } = readEnvironmentFile(parts.join(''));
        const lines = parts.join('').split(/\r\n|\r|\n/).length;
        for (const { line } of [...entries, ...ignored]) expect(line).toBeLessThanOrEqual(lines);
      }),
    );
  });
});
