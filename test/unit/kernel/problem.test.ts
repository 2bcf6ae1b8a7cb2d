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

  it('that are fixed in the same way say how after the last of them', () => {
    const of = (what: string, fix?: string) =>
      problem('usage-invalid', { what, ...(fix === undefined ? {} : { fix }) });
    const other = problem('usage-needs-terminal', { what: 'g', fix: 'y' });
    const all = [of('a', 'x'), of('b', 'x'), of('c', 'x'), of('d', 'y'), of('e'), of('f', 'y'), other, other];
    const shown = problemsView(all)
      .split('\n')
      .filter((line) => !line.startsWith('  ['));
    expect(shown).toEqual([
      'error a',
      'error b',
      'error c',
      '  fix for all 3: x',
      'error d',
      '  fix: y',
      'error e',
      'error f',
      '  fix: y',
      'error g',
      'error g',
      '  fix for both: y',
      '',
    ]);
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
