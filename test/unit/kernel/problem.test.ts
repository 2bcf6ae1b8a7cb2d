import { describe, expect, it } from 'vitest';
import { problemCatalogue } from '../../../src/kernel/catalogue/index.js';
import { ExitCode } from '../../../src/kernel/exit-codes.js';
import { fail, HardwayError, problem, refuseErrors } from '../../../src/kernel/problem.js';
import { problemsView } from '../../../src/ui/views/problems.js';

describe('problems', () => {
  const warning = problem('usage-invalid', { severity: 'warning', what: 'odd' });
  const error = problem('usage-invalid', {
    what: 'wrong',
    where: { file: 'a.yaml', line: 3, column: 5, excerpt: 'ab: cd' },
  });

  it('carry their exit code from the catalogue', () => {
    expect(new HardwayError([warning, error]).exitCode).toBe(ExitCode.usage);
    expect(() => fail('usage-invalid', { what: 'x' })).toThrow(HardwayError);
  });

  it('are all reported, and warnings alone stop nothing', () => {
    expect(refuseErrors([warning])).toEqual([warning]);
    expect(() => refuseErrors([warning, error])).toThrow('odd\nwrong');
  });

  it('are shown with place, line, caret, expectation and fix', () => {
    const shown = problemsView([{ ...error, expected: 'a number', fix: 'write 1' }]);
    expect(shown).toBe(
      [
        'error a.yaml:3:5: wrong',
        '  3 | ab: cd',
        '    |     ^',
        '  expected: a number',
        '  fix: write 1',
        '  [usage-invalid]',
        '',
      ].join('\n'),
    );
  });

  it('never send foreign control characters to the terminal', () => {
    expect(problemsView([problem('usage-invalid', { what: 'bad \u001b[31mname' })])).toContain('bad \\x1b[31mname');
  });

  it('have codes that name their area, and an explanation', () => {
    for (const [code, entry] of Object.entries(problemCatalogue)) {
      expect(code).toMatch(/^[a-z]+(-[a-z0-9]+)*$/);
      expect(entry.about.length).toBeGreaterThan(20);
    }
  });
});
