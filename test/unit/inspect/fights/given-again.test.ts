import { describe, expect, it } from 'vitest';
import type { EffectiveFlag } from '../../../../src/inspect/effective-flag.js';
import { duplicates } from '../../../../src/inspect/fights/duplicates.js';
import { placeholders } from '../../../../src/inspect/fights/placeholders.js';
import { component, flag } from '../../../support/upgrade-case.js';

describe('a flag that is given several times', () => {
  const lost = (value: string, line?: number) => ({
    value,
    provenance: { source: 'a.service', ...(line === undefined ? {} : { line }) },
  });
  const again = (given: EffectiveFlag, ...overrode: EffectiveFlag['overrode']) =>
    duplicates(component([{ ...given, overrode }])).map(({ what }) => what);

  it.each<[string, EffectiveFlag['overrode'], string]>([
    ['in one line', [lost('3', 9)], '2 times, the last one counts'],
    ['in one line, with one value', [lost('2', 9)], '2 times, each time with the same value'],
    ['in two lines', [lost('3', 4)], '2 times, the one in line 9 counts, not line 4'],
    ['in two lines, with one value', [lost('2', 4)], '2 times, each time with the same value'],
    [
      'with the same value and another one',
      [lost('2', 4), lost('3', 4)],
      '3 times, the one in line 9 counts, not line 4',
    ],
    [
      'in many lines',
      [lost('3', 4), lost('3', 9), lost('5', 6)],
      '4 times, the one in line 9 counts, not line 4, 9, 6',
    ],
    ['in no line', [lost('3')], '2 times, the last one counts'],
  ])('%s', (_, overrode, told) => {
    expect(again(flag('v', '2', 9), ...overrode)).toEqual([`--v is given ${told}`]);
  });

  it('without a line for the one that counts', () => {
    const nowhere = { ...flag('v', '2', 9), provenance: [{ source: 'a' }] };
    expect(again(nowhere, lost('3', 4))).toEqual(['--v is given 2 times, the last one counts']);
    expect(again({ ...nowhere, provenance: [] }, lost('3', 4))).toHaveLength(1);
  });

  it('and not once, or beside a file', () => {
    expect(again(flag('v', '2', 9))).toEqual([]);
    expect(again({ ...flag('v', '2', 9), origin: 'file' }, lost('3', 4))).toEqual([]);
    expect(duplicates(component([{ ...flag('v', '2', 9), overrode: [lost('3', 4)] }]))).toEqual([
      {
        code: 'input-duplicate-flag',
        severity: 'warning',
        flag: 'v',
        what: '--v is given 2 times, the one in line 9 counts, not line 4',
        fix: 'keep one',
      },
    ]);
  });
});

describe('a placeholder', () => {
  const found = (given: EffectiveFlag) => placeholders(component([given]));
  it('is told, cut where it is long', () => {
    expect(found(flag('name', '<HOST>', 1))).toEqual([
      {
        code: 'input-placeholder',
        severity: 'warning',
        flag: 'name',
        what: '--name is given the placeholder <HOST> as it is written',
        fix: 'fill it in',
      },
    ]);
    const [long] = found(flag('name', `{{${'A'.repeat(100)}}}`, 1));
    expect(long?.what).toBe(`--name is given the placeholder {{${'A'.repeat(78)} as it is written`);
  });

  it('is none where there is no value, or where nobody wrote it', () => {
    expect(found(flag('name', null, 1))).toEqual([]);
    expect(found(flag('name', 'host', 1))).toEqual([]);
    expect(found({ ...flag('name', '<HOST>', 1), origin: 'default' })).toEqual([]);
  });
});
