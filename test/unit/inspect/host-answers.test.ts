import { describe, expect, it } from 'vitest';
import { readAnswers } from '../../../src/inspect/host-answers.js';
import { HardwayError, type Problem } from '../../../src/kernel/problem.js';

const read = (...lines: string[]) => readAnswers(lines.join('\n'), 'M', 'node1');

function refused(...lines: string[]): readonly Problem[] {
  try {
    read(...lines);
  } catch (error) {
    if (error instanceof HardwayError) return error.problems;
    throw error;
  }
  throw new Error('it was read');
}

describe('what a script on a host answers', () => {
  it('is read in base64 and in hexadecimal, with paths as they are or encoded', () => {
    const bytes = Buffer.from('a\nb');
    const answer = { kind: 'unit', name: 'x.service', facts: ['644', 'root:root', '7'], content: 'a\nb', bytes };
    expect(read('M how base64', 'M unit x.service =/a 644,root:root,7 4 YQpi', 'M end')).toEqual([
      { ...answer, path: '/a' },
    ]);
    expect(read('M how hex', 'M unit x.service :2f61 644,root:root,7 6 610a62', 'M end')).toEqual([
      { ...answer, path: '/a' },
    ]);
    expect(read('M unit x.service :L2E= 644,root:root,7 4 YQpi', 'M how base64', 'M end')).toEqual([
      { ...answer, path: '/a' },
    ]);
    expect(read('M missing - =/b - 0 ', 'M end')).toMatchObject([{ kind: 'missing', facts: ['-'], content: '' }]);
  });

  it('stands between lines of others, and ends where it says', () => {
    expect(read('Welcome', 'Munit', ' M unit', 'M end', 'M unit')).toEqual([]);
  });

  it.each([
    ['no end', 'M how hex'],
    ['a length that is not that of the content', 'M unit a =/a - 5 YQpi'],
    ['a piece missing', 'M unit a =/a - 4'],
    ['more behind it', 'M unit a =/a - 4 YQpi more'],
    ['more before it', 'M 1 unit a =/a - 4 YQpi'],
    ['a path that is neither', 'M unit a /a - 4 YQpi'],
    ['a way of writing that is not known', 'M how base32'],
  ])('is worth nothing with %s', (_what, line) => {
    expect(refused(line, ...(line === 'M how hex' ? [] : ['M end']))).toEqual([
      {
        code: 'host-script-cut-off',
        severity: 'error',
        where: { host: 'node1' },
        what: 'node1 sent an answer that is incomplete or mixed with other output',
        fix: 'try again',
      },
    ]);
  });

  it('may be what the host lacks', () => {
    expect(refused('M lacks tr sed', 'M end')).toEqual([
      {
        code: 'host-tool-missing',
        severity: 'error',
        where: { host: 'node1' },
        what: 'node1 lacks what is needed to read files, or has it in a form that does not work: tr, sed',
        expected: 'sh, head, tr, sed and one of base64, openssl, od',
        fix: 'install coreutils or busybox, or inspect copies of the files',
      },
    ]);
  });
});
