import { describe, expect, it } from 'vitest';
import { helpAsked } from '../../../src/cli/help-words.js';

describe('help as a word', () => {
  it.each([
    ['help', '--help'],
    ['help inspect', 'inspect --help'],
    ['help pki create', 'pki create --help'],
    ['help pki --json create --help', 'pki create --help'],
    ['help --help', '--help'],
    ['explain help', 'explain help'],
    ['pki help', 'pki help'],
    ['--help', '--help'],
  ])('%s is %s', (typed, run) => {
    expect(helpAsked(typed.split(' ')).join(' ')).toBe(run);
  });

  it('is not asked for by an empty command line', () => {
    expect(helpAsked([])).toEqual([]);
  });
});
