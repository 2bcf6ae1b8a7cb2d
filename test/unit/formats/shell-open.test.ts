import { describe, expect, it } from 'vitest';
import { commandsOf, heredocs, readShellScript, type ShellReadingOptions } from '../../../src/formats/shell-script.js';
import { splitShellCommands } from '../../../src/formats/shell-words.js';

/** The words of the last command in a row; what is open in a word stands behind it. */
function last(script: string, options?: ShellReadingOptions): string[] | undefined {
  return commandsOf(script, options)
    .at(-1)
    ?.words.slice(1)
    .map(({ text, unresolved = [] }) => [text, ...unresolved].join(' open '));
}

describe('what only a running shell could tell ends where the shell ends it', () => {
  it.each([
    '$(a)',
    '$(a b; c)',
    '$(a $(b) c)',
    '$(a "(" b)',
    '$(a ")" b)',
    "$(a ')' b)",
    `$(a "'" b)`,
    `$(a "')" b)`,
    String.raw`$(a \) b)`,
    String.raw`$(a "\")" b)`,
    '$(a (b) c)',
    '$(a x(b) c)',
    '$(a x{ b)',
    '$(a $b c)',
    '$(a $)',
    '$(a ${b:-)} c)',
    '$(a "${b}" c)',
    '$(a "${b:-")"}" c)',
    '$(a "$(b ")")" c)',
    '$(a `)` b)',
    '$((1 + (2)))',
    '$(( $a ))',
    '$()',
    '`a b`',
    '`a \\` b`',
    '``',
    '${a#b}',
    '${a#${b}}',
    String.raw`${'${a%\\}}'}`,
    '${a%"}"}',
    "${a%'}'}",
    '${a%$(b })}',
    '${a%`}`}',
    '${#a}',
    '${a:1:2}',
    '${a/b/c}',
    '${a[b]}',
    '${}',
    '${a:}',
    '${1a}',
    '${!a}',
    '${a^^}',
  ])('%s', (raw) => {
    const words = [
      { text: `x${raw}y`, unresolved: [raw] },
      { text: 'z', unresolved: [] },
    ];
    expect(splitShellCommands(`x${raw}y z`)).toEqual([words]);
    expect(splitShellCommands(`"x${raw}y" z`)).toEqual([words]);
    expect(last(`p x${raw}y z`, { closed: true, variables: { a: 'A' } })).toEqual([`x${raw}y open ${raw}`, 'z']);
  });

  it.each(['$(a b', '`a b', '${a b', '${a:-b', '$(a "b)', "$(a 'b)", '$(a `b)', '$(a \\', '`a \\', '${a:-"b}'])(
    'or with the text: %s',
    (raw) => {
      expect(splitShellCommands(`x${raw}`)).toEqual([[{ text: `x${raw}`, unresolved: [raw] }]]);
    },
  );

  it.each([
    ['$a_1-b', '$a_1'],
    ['$A1.b', '$A1'],
    ['$_.', '$_'],
    ['$1x', '$1'],
    ['$10', '$1'],
    ['$0', '$0'],
    ['$@x', '$@'],
    ['$*x', '$*'],
    ['$#x', '$#'],
    ['$?x', '$?'],
    ['$$x', '$$'],
    ['$!x', '$!'],
    ['$-x', '$-'],
    ['$a\\\nb-', '$a\\\nb'],
    ['${a}b', '${a}'],
    ['${12}b', '${12}'],
    ['${a[0]}b', '${a[0]}'],
    ['${a:=b c}d', '${a:=b c}'],
    ['$éa', undefined],
    ['$.', undefined],
    ['$', undefined],
    ["'$a'", undefined],
  ])('names in %s', (word, raw) => {
    expect(splitShellCommands(word)[0]?.[0]?.unresolved).toEqual(raw === undefined ? [] : [raw]);
  });
});

describe('what is not known', () => {
  it.each<[script: string, ...words: string[]]>([
    ['p $? $# $$ $0 $! $-', '$? open $?', '$# open $#', '$$ open $$', '$0 open $0', '$! open $!', '$- open $-'],
    ['p "$IFS"', '$IFS open $IFS'],
    ['p ${X?a} ${X:?b}', '${X?a} open ${X?a}', '${X:?b} open ${X:?b}'],
    ['X=; p "${X?a}" ${X:?b}', '', '${X:?b} open ${X:?b}'],
    ['X=$(a); p $X ${X:-b}', '$(a) open $(a)', '${X:-b} open ${X:-b}'],
    ['X=$(a); p ${X+b} ${X=c} ${X:?d}', '${X+b} open ${X+b}', '${X=c} open ${X=c}', '${X:?d} open ${X:?d}'],
    ['X=b$(a); p ${X:-c} ${X+d}', 'b$(a) open $(a)', 'd'],
    ['X=$(a)b; p "c$X" $X$X', 'c$(a)b open $(a)', '$(a)b$(a)b open $(a) open $(a)'],
    ['p ~ ~/a ~b/c "~" a~', '~ open ~', '~/a open ~', '~b/c open ~b', '~', 'a~'],
    ['HOME=$(a); p ~/b', '~/b open ~'],
    ['X=(a "b c" d); p "${X[@]}" ${X[1]} "${X[*]}"', 'a', 'b c', 'd', 'b', 'c', 'a b c d'],
    ['X=(a "b c"); p ${X[*]} $X "${X[9]}" ${X[9]-d} "${X[0]}e"', 'a', 'b', 'c', 'a', '', 'd', 'ae'],
    ['X=a; X+=(b); p "${X[@]}" "${X[0]}"', 'a', 'b', 'a'],
    ['X=a; X=(b c); X+=(d); p "x${X[@]}y"', 'xb', 'c', 'dy'],
    ['X=(); p "${X[@]}" ${X[@]} "$X"', ''],
    ['X+=(b); p "${X[@]}"', 'b'],
    ['X=a; p "${X[@]}" ${X[0]} "${X[1]}"', 'a', 'a', ''],
    ['X=(a); Y=b; X= (c); p "$X"', ''],
  ])('where no variables exist but those that are set: %j', (script, ...words) => {
    expect(last(script, { closed: true, positional: [] })).toEqual(words);
  });

  it.each<[script: string, ...words: string[]]>([
    ['p "$X" ${X:-a} $1 "$@" ${*}', '$X open $X', '${X:-a} open ${X:-a}', '$1 open $1', '$@ open $@', '${*} open ${*}'],
    ['X+=" a"; p $X', '$X open $X', 'a'],
    ['X+=(a); p "${X[@]}"', '$X open $X', 'a'],
    ['X=a; X+=" b"; p $X', 'a', 'b'],
    ['X=; X+=a; p $X', 'a'],
    ['X=$Y; p "a $X"', 'a $Y open $Y'],
    ['unset X; p ${X-a} "$X"', 'a', ''],
    ['p a\\\n$X', 'a$X open $X'],
  ])('where variables may come from outside: %j', (script, ...words) => {
    expect(last(script)).toEqual(words);
  });

  it('is what would not end: a value that doubles itself', () => {
    const words = last(`X=0123456789\n${'X=$X$X\n'.repeat(60)}p "$X"`) ?? [];
    expect(words).toHaveLength(1);
    expect(words[0]).toContain('open $X');
    expect(words[0]?.length).toBeLessThan(10_000_000);
    expect(last(`X=0123456789\n${'X=$X$X\n'.repeat(12)}p "$X"`)?.[0]).toHaveLength(40_960);
  });

  it('and what is, stand where they are written', () => {
    const script = 'X="a  b\n c"\nY="$X"d$1\np "" $X e"f"$Y \\\n  "${Y}" \'g\'';
    expect(commandsOf(script)[0]?.words).toEqual([
      { text: 'p', line: 4, column: 1 },
      { text: '', line: 4, column: 1 },
      { text: 'a', line: 1, column: 4 },
      { text: 'b', line: 1, column: 7 },
      { text: 'c', line: 2, column: 2 },
      { text: 'efa', line: 4, column: 9 },
      { text: 'b', line: 1, column: 7 },
      { text: 'cd$1', line: 2, column: 2, unresolved: ['$1'] },
      { text: 'a  b\n cd$1', line: 1, column: 4, unresolved: ['$1'] },
      { text: 'g', line: 5, column: 11 },
    ]);
    expect(commandsOf('\n  a b', { firstLine: 7 })[0]?.words[1]).toEqual({ text: 'b', line: 8, column: 5 });
    expect(commandsOf("X='a\n b\nc'\np $X")[0]?.words.slice(2)).toEqual([
      { text: 'b', line: 2, column: 2 },
      { text: 'c', line: 3, column: 1 },
    ]);
    expect(commandsOf('p $1', { positional: ['a'], firstLine: 3 })[0]?.words[1]).toEqual({
      text: 'a',
      line: 3,
      column: 1,
    });
    const [joined] = commandsOf('set -- "" a b\np "$*"', { positional: ['c'] });
    expect(joined?.words[1]).toEqual({ text: ' a b', line: 1, column: 11 });
  });
});

describe('a heredoc', () => {
  const body = (script: string, options?: ShellReadingOptions) => heredocs(script, options)[0]?.body;

  it.each([
    ['cat <<E\n~/a "$X" \'$X\' \\$X \\\\ \\a \\`\nE', '~/a "x" \'x\' $X \\ \\a `\n'],
    ['cat <<E\n${Y:-a "b" \'c\'} ${X+"d"}\nE', "a b 'c' d\n"],
    ['cat <<E\na\\\nb\\\\\nE\nc\nE', 'ab\\\n'],
    ['cat <<E\na\\\nE\nE', 'aE\n'],
    ['cat <<E\n\\\nE\nE', 'E\n'],
    ['cat <<E\na\\\\\\\nE\nE', 'a\\E\n'],
    ["cat <<'E'\na\\\nE\nE", 'a\\\n'],
    ['cat <<"E"\n$X\nE', '$X\n'],
    ['cat <<\\E\n$X\nE', '$X\n'],
    ['cat <<$X\n$X\n$X\nb', ''],
    ['cat <<E$(a b)\nc\nE$(a b)\n', 'c\n'],
    ['cat << \\\n E\na\n E\nE', 'a\n E\n'],
    ['cat <<E\r\na\r\nE\r\nb', 'a\r\n'],
    ['cat <<-E\n\t\ta\n\tb\tc\n \td\n\tE\ne', 'a\nb\tc\n \td\n'],
    ["cat <<-'E'\n\ta\n\tE", 'a\n'],
    ['cat <<E\n\tE\nE', '\tE\n'],
    ['cat <<E\nEE\nE \nE', 'EE\nE \n'],
    ['cat <<E\nE', ''],
    ['cat <<E\n', ''],
    ['cat <<E # a\nb\nE', 'b\n'],
    ['cat <<<E; cat <<F\na\nF', 'a\n'],
    ['cat 3<<E\na\nE', 'a\n'],
  ])('%j', (script, expected) => {
    expect(body(script, { variables: { X: 'x', HOME: '/h' }, closed: true })).toBe(expected);
  });

  it('tells on which line of the script each of its lines begins', () => {
    const found = heredocs('X="1\n2"\ncat <<E <<\'F\'\na\\\nb\n$X\n\n$Z $Z${Y}c\nE\nd\n\ne');
    expect(found).toEqual([
      {
        appends: false,
        body: 'ab\n1\n2\n\n$Z $Z${Y}c\n',
        quoted: false,
        unresolved: ['$Z', '${Y}'],
        line: 4,
        lines: [4, 1, 2, 7, 8],
        truncated: false,
      },
      { appends: false, body: 'd\n\ne', quoted: true, unresolved: [], line: 10, lines: [10, 11, 12], truncated: true },
    ]);
  });

  it('is one of so many that nobody reads them all', () => {
    const many = (count: number) => readShellScript(`${'cat <<E\na\nE\n'.repeat(count)}p`);
    expect(many(999)).toMatchObject({ cut: false, commands: { length: 1_000 }, heredocs: { length: 999 } });
    expect(many(1_001)).toMatchObject({ cut: true, commands: { length: 1_000 }, heredocs: { length: 1_000 } });
  });

  it('without a text is none', () => {
    expect(heredocs('cat <<E')).toEqual([]);
    expect(heredocs('cat <<\nE\n')).toEqual([]);
    expect(readShellScript('cat << ; b').commands).toHaveLength(2);
  });
});
