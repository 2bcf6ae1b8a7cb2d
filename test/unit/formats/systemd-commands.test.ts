import { describe, expect, it } from 'vitest';
import { expandSpecifiers, splitExecLine } from '../../../src/formats/systemd-exec.js';
import { quoteExecArgument, splitSystemdWords } from '../../../src/formats/systemd-words.js';

const raw = String.raw;

describe('escapes in a setting', () => {
  it.each([
    [raw`\a\b\f\n\r\t\v\s`, '\u0007\b\f\n\r\t\v '],
    [raw`\\\"\'`, `\\"'`],
    [raw`\x41\x7e\xe2\x82\xac`, 'A~€'],
    [raw`\u20ac\U0001f642\U0010ffff`, '€🙂\u{10ffff}'],
    [raw`\001\101\342\202\254`, '\u0001A€'],
    [raw`\ud7ff\ue000`, '\ud7ff\ue000'],
  ])('%s', (text, expected) => {
    expect(splitSystemdWords(text)).toEqual({
      words: [{ text: expected, offset: 0 }],
      unbalanced: false,
      unknownEscapes: [],
    });
  });

  it.each([
    ...[raw`\x4`, raw`\xg0`, raw`\x00`, raw`\u004`, raw`\u0000`, raw`\ud800`, raw`\udfff`, raw`\U0001f64`],
    ...[raw`\U00110000`, raw`\000`, raw`\400`, raw`\10`, raw`\18`, raw`\q`, raw`\S`, '\\'],
  ])('%s is none, and stays', (escape) => {
    const kept = escape.slice(0, 2);
    expect(splitSystemdWords(`a ${escape}`)).toEqual({
      words: [
        { text: 'a', offset: 0 },
        { text: escape, offset: 2 },
      ],
      unbalanced: false,
      unknownEscapes: [{ text: kept, offset: 2 }],
    });
  });

  it('only take the meaning of the next character in the value of a variable', () => {
    const words = (text: string) => splitSystemdWords(text, 'quote').words.map(({ text: word }) => word);
    expect(words(raw`a\ b \n\x41 "\"" '\'' \\`)).toEqual(['a b', 'nx41', '"', "'", '\\']);
    expect(words('a\\')).toEqual(['a']);
  });

  it.each<[string, [string, number][], boolean]>([
    [
      '  a\t b\r\nc ',
      [
        ['a', 2],
        ['b', 5],
        ['c', 8],
      ],
      false,
    ],
    [`"a b"'c "d'e`, [['a bc "de', 0]], false],
    [
      `"it's" ""`,
      [
        ["it's", 0],
        ['', 7],
      ],
      false,
    ],
    [
      'a "b c',
      [
        ['a', 0],
        ['b c', 2],
      ],
      true,
    ],
    [`a'`, [['a', 0]], true],
    ['', [], false],
    [' ', [], false],
  ])('quotes group: %j', (text, words, unbalanced) => {
    const read = splitSystemdWords(text);
    expect(read.words.map(({ text: word, offset }) => [word, offset])).toEqual(words);
    expect(read.unbalanced).toBe(unbalanced);
  });

  it('are written for what cannot stand in quotes', () => {
    expect(quoteExecArgument('\u0001\t\u001f\u007f ~')).toBe(raw`"\x01\x09\x1f\x7f ~"`);
    expect(quoteExecArgument('aZ09_@+=:,./-')).toBe('aZ09_@+=:,./-');
    for (const character of ['*', '?', '#', '!', '(', '\u00e9']) {
      expect(quoteExecArgument(`a${character}`)).toBe(`"a${character}"`);
    }
    expect(() => quoteExecArgument('a\nb')).toThrow(
      expect.objectContaining({
        problems: [
          expect.objectContaining({
            code: 'input-unquotable',
            what: 'a value for a unit holds a line feed, a NUL or half a character',
            expected: 'one line of Unicode text',
            fix: 'put the text into a file and name the file',
          }),
        ],
      }),
    );
  });
});

describe('specifiers', () => {
  const known: Readonly<Record<string, string>> = { i: 'one', H: '' };
  const specifier = (letter: string): string | undefined => known[letter];

  it.each(Array.from('aAbBcCdDEfgGhHiIjJlLmMnNopPqrRsStTuUvVwWyY'))('systemd knows %%%s', (letter) => {
    const read = expandSpecifiers(`a%${letter}b`, { specifier: () => undefined });
    expect(read).toEqual({ text: `a%${letter}b`, unresolved: [`%${letter}`] });
    expect(expandSpecifiers(`a%${letter}b`, { specifier: (l) => l }).text).toBe(`a${letter}b`);
  });

  it.each(Array.from('eFkKOQxXzZ059'))('systemd knows no %%%s', (letter) => {
    expect(expandSpecifiers(`%${letter} %${letter}%x`, { specifier })).toEqual({
      text: `%${letter} %${letter}%x`,
      unresolved: [],
      unknown: `%${letter}`,
    });
  });

  it.each([
    ['%i-%H-%%-%%i', 'one--%-%i', []],
    ['100% %- %', '100% %- %', []],
    ['%i%n', 'one%n', ['%n']],
    ['%🙂', '%🙂', []],
  ])('%s', (text, expected, unresolved) => {
    expect(expandSpecifiers(text, { specifier })).toEqual({ text: expected, unresolved });
  });
});

/** Each command as `prefixes path [arguments]`, with why it is refused; two signs where the unit is. */
const commands = (line: string): string[] =>
  splitExecLine(line).map(({ prefixes, path, args, refused, fatal }) => {
    const why = refused === undefined ? '' : ` ${fatal === true ? '!!' : '!'} ${refused}`;
    return `${prefixes} ${path} [${args.map(({ text }) => text).join('|')}]${why}`;
  });

describe('commands', () => {
  it.each<[string, string[]]>([
    ['/x a ; /y b', [' /x [a]', ' /y [b]']],
    ['/x a ;', [' /x [a]']],
    ['; /x', [' ; [/x]']],
    ['/x ; ; /y', [' /x []', ' ; [/y]']],
    ['/x a; b ";" c', [' /x [a;|b|;|c]']],
    [raw`/x \; \;a`, [' /x [;|\\;a]']],
    ['-@:+/x a b', ['-@:+ /x [b]']],
    ['!!/x', ['!! /x []']],
    ['!/x', ['! /x []']],
    ['--/x', ['- -/x [] ! the program is neither an absolute path nor a name']],
    ['@@/x a', ['@ @/x [] !! the program is neither an absolute path nor a name']],
    ['|/x', [' |/x [] !! the program is neither an absolute path nor a name']],
    ['x a', [' x [a]']],
    ['@/x', ['@ /x [] !! there is no argv[0] after @']],
    ['./x', [' ./x [] !! the program is neither an absolute path nor a name']],
    ['.', [' . [] !! the program is neither an absolute path nor a name']],
    ['..', [' .. [] !! the program is neither an absolute path nor a name']],
    ['/x/', [' /x/ [] !! the program is a directory']],
    ['""', ['  [] !! there is no program']],
    ['-', ['-  [] ! there is no program']],
    [raw`/x\x01`, [' /x\u0001 [] !! the path of the program has a character that is not allowed']],
    [`"/x'"`, [" /x' [] !! the path of the program has a character that is not allowed"]],
    [raw`/x\\`, [' /x\\ [] !! the path of the program has a character that is not allowed']],
    ['/x%k', [' /x%k [] !! systemd knows no specifier %k']],
    ['/x a %k', [' /x [a|%k] !! systemd knows no specifier %k']],
    ['-/x a %k', ['- /x [a|%k] ! systemd knows no specifier %k']],
    [raw`/x\q a`, [raw` /x\q [a] ! the escape \q is not known`]],
    [raw`/x a\q`, [raw` /x [a\q]`]],
    ['/x "a', [' /x [a] !! a quote is not closed']],
    ['/x ; /y "a', [' /x []', ' /y [a] !! a quote is not closed']],
    ['"/x', [' /x [] ! a quote is not closed']],
    ['', []],
  ])('%j', (line, expected) => {
    expect(commands(line)).toEqual(expected);
  });

  it('have complaints for what systemd warns of, with the first of a line', () => {
    const complaints = (line: string) => splitExecLine(line).map(({ complaints: all }) => all);
    expect(complaints(raw`/x a\q \w ; /y \z "`)).toEqual([
      [
        raw`systemd does not know the escape \q and keeps it as it is`,
        raw`systemd does not know the escape \w and keeps it as it is`,
        raw`systemd does not know the escape \z and keeps it as it is`,
      ],
      ['a quote is not closed, so systemd does not accept the line'],
    ]);
    expect(complaints(raw`/x \; a`)).toEqual([[]]);
  });

  it('take variables as systemd does', () => {
    const known: Readonly<Record<string, string>> = { A: '1 2', E: '' };
    const context = { variable: (name: string) => known[name], specifier: () => undefined };
    const words = (line: string) =>
      splitExecLine(line, context)[0]?.args.map(({ text, unresolved }) => `${text}<${unresolved.join(' ')}>`);
    expect(words('/x $A ${A} a${A}b${B} $B $E "${E}" a$A $$A $${A} ${A:-x} ${}')).toEqual([
      ...['1<>', '2<>', '1 2<>', 'a1 2b${B}<${B}>', '$B<$B>', '<>', 'a$A<>', '$A<>', '${A}<>', '${A:-x}<>'],
      '${}<${}>',
    ]);
    expect(words(':/x $A %i')).toEqual(['$A<>', '%i<%i>']);
  });
});
