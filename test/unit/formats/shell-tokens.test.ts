import { describe, expect, it } from 'vitest';
import { readShellScript } from '../../../src/formats/shell-script.js';
import { shellTokens } from '../../../src/formats/shell-tokens.js';

/** Words as written, operators in brackets, redirections with what they are followed by. */
const tokens = (text: string) =>
  shellTokens(text).map((token) => {
    if (token.kind === 'word') return token.raw;
    return token.kind === 'operator' ? `[${token.text}]` : `${token.text} to ${token.word?.raw ?? 'nothing'}`;
  });

describe('the tokens of a script', () => {
  it.each<[text: string, ...tokens: string[]]>([
    ['a;b;;c;;&d;&e', 'a', '[;]', 'b', '[;;]', 'c', '[;;&]', 'd', '[;&]', 'e'],
    ['a&b&&c|d||e|&f', 'a', '[&]', 'b', '[&&]', 'c', '[|]', 'd', '[||]', 'e', '[|&]', 'f'],
    ['(a)\n\nb', '[(]', 'a', '[)]', '[\n]', '[\n]', 'b'],
    ['a>b 2>>c <d 12<e', 'a', '> to b', '2>> to c', '< to d', '12< to e'],
    ['a2>b a 2 >b', 'a2', '> to b', 'a', '2', '> to b'],
    ['>|a 2>|b <>c <&0 >&2 2>&1 >&-', '>| to a', '2>| to b', '<> to c', '<& to 0', '>& to 2', '2>& to 1', '>& to -'],
    ['&>a &>>b &c', '&> to a', '&>> to b', '[&]', 'c'],
    ['<<a <<-b <<<c 3<<d 3<<<e', '<< to a', '<<- to b', '<<< to c', '3<< to d', '3<<< to e'],
    ['a > \t\\\n b', 'a', '> to b'],
    [
      'a >;b >\nc >&d >(e) > <f >|',
      'a',
      '> to nothing',
      '[;]',
      'b',
      '> to nothing',
      '[\n]',
      'c',
      '>& to d',
      '> to nothing',
      '[(]',
      'e',
      '[)]',
      '> to nothing',
      '< to f',
      '>| to nothing',
    ],
    ['a>"b c"\'d\'e f', 'a', '> to "b c"\'d\'e', 'f'],
    ['# a\nb # c;d\ne#f;#g', '[\n]', 'b', '[\n]', 'e#f', '[;]'],
    ['a \\\n# b', 'a'],
    [' \t\r\na\tb\r\nc\r', '[\n]', 'a', 'b', '[\n]', 'c'],
    ['a\\\nb "c\nd" e\\ f', 'a\\\nb', '"c\nd"', 'e\\ f'],
    ['a"b', 'a"b'],
    ["a'b c", "a'b c"],
    ['a\\', 'a\\'],
    ['a{b,c}d [e] f=g', 'a{b,c}d', '[e]', 'f=g'],
    ['$(a;b)c `d;e`f ${g;h}i', '$(a;b)c', '`d;e`f', '${g;h}i'],
    ['cat <<E >f; g\na;b\nE\nh', 'cat', '<< to E', '> to f', '[;]', 'g', '[\n]', 'h'],
    ['cat <<A <<-B\na\nA\n\tb\n\tB\nc', 'cat', '<< to A', '<<- to B', '[\n]', 'c'],
  ])('%j', (text, ...expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it('know where they stand', () => {
    expect(shellTokens('a  2>b\n;c').map(({ at }) => at)).toEqual([0, 3, 6, 7, 8]);
  });

  it('hold the text of a heredoc with where it begins', () => {
    const [, found, other] = shellTokens("cat <<E <<-'F'\na\nE\n\tb\n\tF\n");
    expect(found).toMatchObject({ heredoc: { quoted: false, body: 'a\n', at: 15, dropsTabs: false, open: false } });
    expect(other).toMatchObject({ heredoc: { quoted: true, body: '\tb\n', at: 19, dropsTabs: true, open: false } });
  });
});

describe('a script inside a script', () => {
  const words = (script: string) =>
    readShellScript(script).commands.map(({ words: all }) =>
      all.map(({ text, unresolved }) => (unresolved === undefined ? text : `<${text}>`)).join(' '),
    );

  it.each([
    ["sh -c 'x a'", 'x a'],
    ["/bin/bash -c 'x a'", 'x a'],
    ["dash -c 'x a'", 'x a'],
    ["ash -c 'x a'", 'x a'],
    ["ksh -c 'x a'", 'x a'],
    ["zsh -c 'x a'", 'x a'],
    ["bash -lc 'x a'", 'x a'],
    ["bash -e -c 'x a'", 'x a'],
    ["bash -c -e 'x a'", 'x a'],
    ["bash +e -c 'x a'", 'x a'],
    ["bash --login -c 'x a'", 'x a'],
    ["bash -o pipefail -c 'x a'", 'x a'],
    ["bash -eo pipefail +o posix -c 'x a'", 'x a'],
    ["bash -ceo pipefail 'x a'", 'x a'],
    ["sudo env A=1 sh -c 'x $A'", 'x 1'],
    ['sh -c \'x $1 $2 "$@"\' name a b', 'x a b a b'],
    ["A=1; sh -c 'x $A'", 'x <$A>'],
    ["export A=1; sh -c 'x $A'", 'x 1'],
    ["A=$(a) sh -c 'x $A'", 'x <$A>'],
    ['A= sh -c \'x "$A" a\'', 'x  a'],
    ['sh -c \'A=1\'; x "$A"', 'x <$A>'],
    ["fish -c 'x a'", 'fish -c x a'],
    ["sh 'x a'", 'sh x a'],
    ["sh - -c 'x a'", 'sh - -c x a'],
    ['sh -c', 'sh -c'],
    ['sh -x file -c', 'sh -x file -c'],
    ['bash --rc file', 'bash --rc file'],
    ['sh <<E\nx a\nE', 'x a'],
    ['sudo bash -s <<E\nx a\nE', 'x a'],
    ['sh file <<E\nx a\nE', 'sh file'],
    ['cat <<E\nx a\nE', 'cat'],
    ['sh <<A <<B\na\nA\nx b\nB', 'x b'],
    ["cat <<'E' | sh\nx a\nE", 'cat'],
  ])('%s', (script, first) => {
    expect(words(script)[0]).toBe(first);
  });

  it('is open where something unknown may have changed its quotes', () => {
    const inside = "'$A' '${B-b c}d' '$(e f)' '`g`' '$@' '$.' '${h' 'i' '$#j'";
    expect(words(`sh -c "x $U ${inside.replace(/[$`]/g, '\\$&')}"`)).toEqual([
      'x <$U> <$A> <${B-b c}d> <$(e f)> <`g`> <$@> $. ${h i <$#j>',
    ]);
    expect(words(`sh -c "x ${inside.replace(/[$`]/g, '\\$&')}"; y '$A'`)).toEqual([
      'x $A ${B-b c}d $(e f) `g` $@ $. ${h i $#j',
      'y $A',
    ]);
    expect(words("sh <<E\nx $U '\\$A'\nE")).toEqual(['x <$U> <$A>']);
  });

  it('keeps the places of the one around it', () => {
    const nested = readShellScript('A="b c"\nsh -ec "x  $A\n y" &&\nbash <<E\n\n  x\\\n\\$B $C\nE').commands;
    expect(nested.map(({ words: all, line }) => [line, ...all])).toEqual([
      [2, { text: 'x', line: 2, column: 9 }, { text: 'b', line: 1, column: 4 }, { text: 'c', line: 1, column: 6 }],
      [3, { text: 'y', line: 3, column: 2 }],
      [
        6,
        { text: 'x$B', line: 6, column: 3, unresolved: ['$B'] },
        { text: '$C', line: 6, column: 7, unresolved: ['$C'] },
      ],
    ]);
    const sourced = (path: string) => (path === '/f' ? 'export A=1\nsh -c "x $A"\nsh -c "x \\$A"' : undefined);
    expect(readShellScript('. /f', { sourced }).commands.map(({ words: all }) => all)).toEqual([
      [
        { text: 'x', line: 2, column: 8, file: '/f' },
        { text: '1', line: 1, column: 10, file: '/f' },
      ],
      [
        { text: 'x', line: 3, column: 8, file: '/f' },
        { text: '1', line: 1, column: 1, file: '/f' },
      ],
    ]);
  });

  it('is followed as far as anybody goes', () => {
    const nested = (depth: number): string =>
      depth === 0 ? 'x a\n' : `sh <<'E${String(depth)}'\n${nested(depth - 1)}E${String(depth)}\n`;
    expect(words(nested(5))).toEqual(['x a']);
    expect(words(nested(6))).toEqual(['sh']);
  });
});
