import { describe, expect, it } from 'vitest';
import { usageProblem } from '../../../src/cli/usage-problem.js';

describe('what is missing on a command line', () => {
  it('is told without advice about flags that nobody gave', () => {
    const message =
      'Missing 1 required arg:\nA  the first source\n\nNote: --host allows multiple values. Because of this you need to provide all arguments before providing that flag.';
    expect(usageProblem({ message }, 'diff').what).toBe('an argument is missing: A, the first source');
  });

  it('is told as one writes it', () => {
    expect(usageProblem({ message: 'Missing required flag to' }, 'convert').what).toBe('--to is missing');
  });
});
