import { describe, expect, it } from 'vitest';
import { plainText } from '../../../src/formats/pasted-text.js';

const of = (...lines: string[]) => plainText(lines.join('\n'));
const linesOf = (...lines: string[]): string[] => of(...lines).text.split('\n');

describe('typographic signs', () => {
  it.each([
    // dashes in the place of two hyphens
    ['\u2013v=2', '--v=2'],
    ['\u2014v', '--v'],
    ['\u2012\u2012v', '--v'],
    ['\u2013-v', '--v'],
    ['-\u2014v', '--v'],
    ['\u2013--v', '\u2013--v'],
    ['\u2015v \u2212v', '--v --v'],
    ['"\u2014v"', '"--v"'],
    ["'\u2014v'", "'--v'"],
    ['x=\u2014v', 'x=--v'],
    ['(\u2014v [\u2014v', '(--v [--v'],
    ['x\u2014v', 'x\u2014v'],
    ['\u2014 v', '\u2014 v'],
    ['\u20149', '\u20149'],
    ['\u2014\u2014\u2014v', '\u2014\u2014\u2014v'],
    // dashes in the place of one hyphen, inside the name of a flag
    ['--tls\u2013cert\u2212file', '--tls-cert-file'],
    ['--tls\u2014Cert', '--tls\u2014Cert'],
    [`--${'x'.repeat(100)}\u2013y`, `--${'x'.repeat(100)}-y`],
    ['--a=b\u2013c', '--a=b\u2013c'],
    ['-a\u2013c', '-a\u2013c'],
    // hyphens that do not break
    ['\u2010\u2011v', '--v'],
    ['a\u2010b', 'a-b'],
    // quotes
    ['\u2018a\u2019 \u201ab\u201b', "'a' 'b'"],
    ['\u201ca\u201d \u201eb\u201f', '"a" "b"'],
  ])('%j means %j', (written, meant) => {
    const { text, changed, signs, prefixes } = plainText(`x\n${written}`);
    expect(text).toBe(`x\n${meant}`);
    expect([...changed]).toEqual(written === meant ? [] : [[2, written]]);
    expect(signs).toBe(written === meant ? 0 : 1);
    expect(prefixes).toEqual([]);
  });

  it.each([
    ['a\u00a0b', 'a b'],
    ['\u00a0', ' '],
    ['a\u2000b\u200ac', 'a b c'],
    ['a\u202fb\u3000c', 'a b c'],
    ['a\u00adb\u200bc', 'abc'],
    ['a\u200cb\u200dc\u2060d\ufeffe', 'abcde'],
  ])('blanks and what is not seen are no signs, but change a line: %j', (written, meant) => {
    const { text, changed, signs } = plainText(`x\n${written}`);
    expect([text, [...changed], signs]).toEqual([`x\n${meant}`, [[2, written]], 0]);
  });

  it('are counted by line', () => {
    const { signs, changed } = of('\u2014a \u2014b', 'x', '\u2014c\u00a0');
    expect([signs, [...changed.keys()]]).toEqual([2, [1, 3]]);
  });
});

describe('what stands before lines', () => {
  it('is left where there is nothing to undo', () => {
    const text = 'a: 1\n\n  b: "x" # c\n';
    expect(plainText(text)).toEqual({ text, changed: new Map(), signs: 0, prefixes: [] });
  });

  it.each([
    ['> a\n> b', 'a\nb'],
    ['>a\n>', 'a\n'],
    ['\n>> a\n> > > > b', '\na\nb'],
    ['> > > > > > a\n> b', '> a\nb'],
    ['>  a\n> b', ' a\nb'],
  ])('a mail quotes %j', (written, meant) => {
    expect(plainText(written)).toEqual({
      text: meant,
      changed: new Map(),
      signs: 0,
      prefixes: ['marks of a quotation'],
    });
  });

  it('is a quotation where nearly all lines are quoted, or several together', () => {
    const quoted = Array<string>(18).fill('> a');
    expect(of(...quoted, 'b').prefixes).toEqual(['marks of a quotation']);
    expect(linesOf('x', ...quoted, 'b', 'c')).toEqual(['x', ...Array<string>(18).fill('a'), 'b', 'c']);
    expect(linesOf(...quoted, 'b', '> c')).toEqual([...Array<string>(18).fill('a'), 'b', 'c']);
    expect(linesOf('x', '> a', 'b', '> c', 'd')).toEqual(['x', '> a', 'b', '> c', 'd']);
    expect(of('> a').prefixes).toEqual([]);
    expect(of('> a', 'b > c', 'd > e').prefixes).toEqual([]);
    expect(of('> a').text).toBe('> a');
  });

  it('is the prompt of a shell that waits for the rest of a command', () => {
    expect(linesOf('$ cat <<EOF', '> [Unit]', '> x=1', '> EOF', '$ ls')).toEqual([
      '  cat <<EOF',
      '[Unit]',
      'x=1',
      'EOF',
      '  ls',
    ]);
  });

  it('marks the two sides of a patch', () => {
    const { text, prefixes } = of(
      'diff --git a/x b/x',
      'index 1..2',
      '--- a/x',
      '+++ b/x',
      '@@ -1,4 +1,5 @@ y',
      ' a',
      '-b',
      '+c',
      '\\ No newline at end of file',
      'd e',
      ' f diff g',
      '+--- h @@ i',
      '',
    );
    expect(text.split('\n')).toEqual(['', '', '', '', '', 'a', '#', 'c', '', 'd e', 'f diff g', '--- h @@ i', '']);
    expect(prefixes).toEqual(['marks of a patch']);
  });

  it.each([
    ['@@ -1 +1 @@', true],
    ['@@ -12,34 +5,6 @@', true],
    ['x @@ -1 +1 @@', false],
    ['@@ -1, +1 @@', false],
    ['@@ -a +1 @@', false],
    ['@@ -1 + 1 @@', false],
  ])('%s begins a part of a patch: %s', (line, isPatch) => {
    expect(linesOf('a', line, '+b')[2]).toBe(isPatch ? 'b' : '+b');
  });

  it.each([
    ['1\ta', 'a'],
    ['1:a', 'a'],
    ['1: a', 'a'],
    ['1:  a', ' a'],
    ['1| a', 'a'],
    ['1 a', 'a'],
    ['1  a', 'a'],
    ['1   a', ' a'],
    ['        1 a', 'a'],
    ['1', ''],
  ])('an editor numbers lines: %j', (line, meant) => {
    const [second, third] = [line.replace('1', '2'), line.replace('1', '3')];
    expect(of(line, second, '', third)).toEqual({
      text: [meant, meant, '', meant].join('\n'),
      changed: new Map(),
      signs: 0,
      prefixes: ['line numbers'],
    });
  });

  it('numbers may begin anywhere, and grow longer', () => {
    expect(linesOf('8 a', '9 b', '  ', '10 c', '11 d')).toEqual(['a', 'b', '  ', 'c', 'd']);
    expect(linesOf('1234566 a', '1234567 b', '1234568 c')).toEqual(['a', 'b', 'c']);
    expect(linesOf('1 [a]', '2   b', '3', '4    c', '5  ')).toEqual(['[a]', '  b', '', '   c', '']);
    expect(linesOf('1  [a]', '2    b', '3  c')).toEqual(['[a]', '  b', 'c']);
  });

  it.each([
    ['only two lines', ['1 a', '2 b']],
    ['a gap', ['1 a', '2 b', '4 c']],
    ['a line without', ['1 a', '2 b', 'c', '3 d']],
    ['nothing between', ['1a', '2b', '3c']],
    ['another order', ['3 a', '2 b', '1 c']],
    ['too far in', ['         1 a', '         2 b', '         3 c']],
    ['too long', ['12345678 a', '12345679 b', '12345680 c']],
  ])('numbers with %s are part of the text', (_, lines) => {
    expect(of(...lines)).toEqual({ text: lines.join('\n'), changed: new Map(), signs: 0, prefixes: [] });
  });

  it('can be several things, one inside the other', () => {
    expect(of('> 1 a', '> 2 b', '> 3 c')).toMatchObject({
      text: 'a\nb\nc',
      prefixes: ['marks of a quotation', 'line numbers'],
    });
  });

  it('reads every kind of line end as one', () => {
    expect(plainText('a\r\nb\rc\nd').text).toBe('a\nb\nc\nd');
  });
});

describe('a prompt', () => {
  it.each([
    'root@m1:~# ',
    '[root@m1 ~]# ',
    'a.b-c@m.1:/etc/x$ ',
    'me@m1 % ',
    'sh-5.1$ ',
    'sh-5# ',
    '$ ',
    '$   ',
    `root@m1:${'x'.repeat(79)}# `,
    `${'r'.repeat(60)}@${'m'.repeat(60)}# `,
  ])('%s becomes blanks', (prompt) => {
    expect(of('x', `${prompt}etcd $ y`, 'z')).toEqual({
      text: ['x', `${' '.repeat(prompt.length)}etcd $ y`, 'z'].join('\n'),
      changed: new Map(),
      signs: 0,
      prefixes: [],
    });
  });

  it.each([
    '# etcd',
    '$etcd',
    ' $ etcd',
    'root@m1:~#etcd',
    'root@m1:~#  ',
    'm1:~# etcd',
    'sh-$ etcd',
    'bash-5.1$ etcd',
    'sh-5.1% etcd',
    `root@m1:${'x'.repeat(80)}# etcd`,
  ])('%s is none', (line) => {
    expect(of('x', line).text).toBe(`x\n${line}`);
  });

  it('before a word with a typographic dash', () => {
    expect(of('$ etcd \u2014v')).toEqual({
      text: '  etcd --v',
      changed: new Map([[1, '  etcd \u2014v']]),
      signs: 1,
      prefixes: [],
    });
  });
});
