import { describe, expect, it } from 'vitest';
import { belongTogether, flagNameIn, rejoin } from '../../../src/formats/rejoin.js';

const flags = new Set(['v', 'client', 'client-ca-file', 'tls-cert-file']);
const isFlagName = (name: string): boolean => flags.has(name);

describe('the name of a flag in a word', () => {
  it.each([
    ['--v', 'v'],
    ['--v=2', 'v'],
    ['--client_ca_file=/x', 'client-ca-file'],
    ['--A.b-9', 'A.b-9'],
    ['-v', null],
    ['--9', null],
    ['--', null],
    ['x--v', null],
    ['--v:2', null],
    ['', null],
  ])('%s', (word, name) => {
    expect(flagNameIn(word)).toBe(name);
  });
});

describe('two words belong together', () => {
  it.each([
    // left, right, whether the text says that the left one ends, whether they do
    ['-', '-v=2', true, true],
    ['--', 'v=2', true, true],
    ['--', '--v=2', true, true],
    ['--client', '--v=2', false, false],
    ['--client=a', '--v', false, false],
    ['--client-ca', '-file=/x', true, true],
    ['--client', '-ca-file=/x', true, true],
    ['--client', '-ca-file', true, false],
    ['--client', '-ca-file', false, false],
    ['--client-ca', '-file', true, true],
    ['--unknown', '=x', true, false],
    ['--unknown', '=x', false, true],
    ['--unknown', 'x', false, false],
    ['--unknown-', 'x', true, true],
    ['--client', '=x', true, true],
    ['--client', 'x=y', false, false],
    ['--client=a', '-v', false, false],
    ['--client=a', '-v=2', false, false],
    ['--client=a', '-v2', false, false],
    ['--client=a', '-vv', false, true],
    ['--client=', '-vv', true, true],
    ['--client=a,', 'b', true, true],
    ['--client=a', 'b', true, false],
    ['--client=a', 'b', false, true],
    ['x,', 'b', true, true],
    ['x=', 'b', true, true],
    ['x', 'b', false, false],
    ['x=y', 'b', false, true],
    ['x', '--client', false, false],
    ['-v', 'b', false, false],
  ])('%s and %s, ended %s: %s', (left, right, endsWord, expected) => {
    expect(belongTogether(left, right, endsWord, isFlagName)).toBe(expected);
  });
});

describe('broken lines', () => {
  const line = (number: number, endsWord: boolean, ...words: string[]) => ({
    words: words.map((text, i) => ({ text, column: 10 * i + 1 })),
    line: number,
    endsWord,
  });

  it('are put together at their ends only, over as many lines as it takes', () => {
    const lines = [
      line(1, false, 'etcd', '--client-'),
      line(2, false, 'ca'),
      line(3, false, '-file=/x', 'y'),
      line(4, true),
    ];
    expect(rejoin(lines, isFlagName)).toEqual([
      { text: 'etcd', line: 1, column: 1 },
      { text: '--client-ca-file=/x', line: 1, column: 11, reconstructed: true },
      { text: 'y', line: 3, column: 11 },
    ]);
  });

  it('say that a word ends by the last line that has words', () => {
    const joined = (first: boolean, empty: boolean) =>
      rejoin([line(1, first, '--client=a'), line(2, empty), line(3, true, 'b')], isFlagName).map(({ text }) => text);
    expect(joined(false, true)).toEqual(['--client=ab']);
    expect(joined(true, false)).toEqual(['--client=a', 'b']);
  });

  it('are judged by the beginning and the end of a word, however long it is', () => {
    const long = `--client=${'x'.repeat(5000)}`;
    const read = (...words: string[]) =>
      rejoin(
        words.map((word, i) => line(i + 1, true, word)),
        isFlagName,
      ).map(({ text }) => text.length);
    expect(read(`${long},`, 'b', 'c')).toEqual([long.length + 2, 1]);
    expect(read(long, 'b')).toEqual([long.length, 1]);
    expect(read(`--client=${'x'.repeat(502)},`, 'b')).toEqual([513]);
    expect(read(`--client=${'x'.repeat(503)},`, 'b')).toEqual([514]);
  });
});
