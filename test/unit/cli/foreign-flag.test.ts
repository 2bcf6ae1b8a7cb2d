import { describe, expect, it } from 'vitest';
import { withoutDashes } from '../../../src/cli/foreign-flag.js';

const own = ['--json', '--component', '-o'];

describe('withoutDashes', () => {
  it.each([
    [['--profiling'], ['profiling']],
    [
      ['--profiling=false', '--json'],
      ['profiling=false', '--json'],
    ],
    [['-v=2'], ['v=2']],
    [
      ['--component=etcd', '--data-dir'],
      ['--component=etcd', 'data-dir'],
    ],
    [
      ['-ojson', '--profiling'],
      ['-ojson', 'profiling'],
    ],
    [
      ['-', '--profiling'],
      ['-', 'profiling'],
    ],
  ])('reads %j as %j', (words, expected) => {
    expect(withoutDashes(words, own)).toEqual(expected);
  });

  it('leaves alone what follows --', () => {
    expect(withoutDashes(['--a', '--', '--json', '--b'], own)).toEqual(['a', '--', '--json', '--b']);
  });
});
