import fc from '../../support/properties.js';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { describe, expect, it } from 'vitest';
import { argvOf, parseArgv } from '../../../src/formats/argv.js';
import { emptyContext, splitExecLine } from '../../../src/formats/systemd-exec.js';
import {
  execStart,
  listSetting,
  orderDropIns,
  placeIn,
  readUnit,
  writeUnit,
} from '../../../src/formats/systemd-unit.js';
import { quoteExecArgument, splitSystemdWords } from '../../../src/formats/systemd-words.js';
import { HardwayError } from '../../../src/kernel/problem.js';
import { argvValue } from './values.js';

const context = (variables: Record<string, string>) => ({
  ...emptyContext,
  variable: (name: string) => variables[name],
});
const texts = (line: string, variables: Record<string, string> = {}) =>
  splitExecLine(line, context(variables))[0]?.args.map((word) => word.text);
const raw = String.raw;

describe('quoting for systemd', () => {
  it('gives back every value through a unit file, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(argvValue), (values) => {
        const line = execStart('/usr/bin/x', values.map(quoteExecArgument));
        const unit = readUnit(writeUnit([{ name: 'Service', settings: [['ExecStart', line]] }]), 'x.service');
        const [assignment] = listSetting([unit], 'Service', 'ExecStart');
        expect(texts(assignment?.value ?? '')).toEqual(values);
      }),
      { numRuns: 2000 },
    );
  });

  it('leaves plain flags as people write them', () => {
    expect(quoteExecArgument('--runtime-config=api/all=true,batch/v1')).toBe('--runtime-config=api/all=true,batch/v1');
  });

  it('doubles what systemd would expand and quotes what it would split', () => {
    expect(quoteExecArgument('50%n $HOME')).toBe('"50%%n $$HOME"');
    expect(quoteExecArgument(raw`a\b"c`)).toBe(raw`"a\\b\"c"`);
    expect(quoteExecArgument('')).toBe('""');
    expect(quoteExecArgument(';')).toBe('";"');
  });

  it('refuses what a unit cannot carry', () => {
    for (const value of ['a\nExecStartPre=/bin/x', 'a\0b', 'a\ud800b']) {
      expect(() => quoteExecArgument(value)).toThrow(HardwayError);
    }
  });
});

describe('reading a command line as systemd does', () => {
  it.each([
    [raw`/x "a b" 'c d' e`, ['a b', 'c d', 'e']],
    [raw`/x --a='api/all=true'`, ['--a=api/all=true']],
    [raw`/x a\x20b \101 \u00e9 \xc3\xa9 a\sb`, ['a b', 'A', 'é', 'é', 'a b']],
    [raw`/x \\ \q`, ['\\', raw`\q`]],
    ['/x %% $$A a$B ${', ['%', '$A', 'a$B', '${']],
    ['/x # not a comment > /dev/null', ['#', 'not', 'a', 'comment', '>', '/dev/null']],
    [raw`/x a \; b ; /y c`, ['a', ';', 'b']],
    ['/x a;b', ['a;b']],
  ])('%s', (line, expected) => {
    expect(texts(line)).toEqual(expected);
  });

  it('expands variables: braced ones stay one word, bare ones are split and may vanish', () => {
    const variables = { ONE: 'a b', MANY: `--x=1 "--y=2 3"`, EMPTY: '' };
    expect(texts('/x -${ONE}- $MANY $EMPTY ${EMPTY} x$ONE', variables)).toEqual([
      '-a b-',
      '--x=1',
      '--y=2 3',
      '',
      'x$ONE',
    ]);
  });

  it('says what it cannot expand and keeps it as written', () => {
    const [command] = splitExecLine('/x --a=${A} $B %i %%');
    expect(command?.args.map(({ text, unresolved }) => [text, unresolved])).toEqual([
      ['--a=${A}', ['${A}']],
      ['$B', ['$B']],
      ['%i', ['%i']],
      ['%', []],
    ]);
  });

  it('reads the prefixes: argv[0] after @, no variables after :', () => {
    const [command] = splitExecLine('-@/usr/bin/x zero --a=$$');
    expect(command).toMatchObject({ prefixes: '-@', path: '/usr/bin/x' });
    expect(command?.args.map((word) => word.text)).toEqual(['--a=$']);
    expect(texts(':/x ${A} $B', { A: '1', B: '2' })).toEqual(['${A}', '$B']);
  });

  it('complains about an open quote and unknown escapes', () => {
    expect(splitExecLine('/x "a b')[0]?.complaints[0]).toContain('quote');
    expect(splitExecLine(raw`/x a\qb \;`)[0]?.complaints).toEqual([
      raw`systemd does not know the escape \q and keeps it as it is`,
    ]);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        splitSystemdWords(text);
        splitExecLine(text);
        readUnit(text, 'x');
      }),
    );
  });

  it.each(['a!', '\\', '"', "'", '${', '$', '%', ' ', '\\\n', '[', '=', '\n'])(
    'takes time in proportion to many %j',
    async (bait) => {
      expect(await growthOf((many) => splitExecLine(bait.repeat(many)), 10_000)).toBeLessThan(linearGrowth);
      expect(await growthOf((many) => readUnit(bait.repeat(many), 'x'), 10_000)).toBeLessThan(linearGrowth);
    },
    60_000,
  );
});

describe('reading a unit file', () => {
  const exec = (text: string) => {
    const unit = readUnit(text, 'x.service');
    return listSetting([unit], 'Service', 'ExecStart').map(({ value }) => texts(value));
  };

  it('joins continued lines, skips comments between them, and keeps places', () => {
    const unit = readUnit('[Service]\nExecStart = /x \\\n  # why\n  --a=1 \\\n; more\n  --b=2\n', 'x.service');
    const [assignment] = unit.assignments;
    expect(assignment).toMatchObject({ section: 'Service', key: 'ExecStart', line: 2, column: 13 });
    const words = splitExecLine(assignment?.value ?? '')[0]?.args ?? [];
    expect(words.map(({ text }) => text)).toEqual(['--a=1', '--b=2']);
    expect(assignment && words.map(({ offset }) => placeIn(assignment, offset))).toEqual([
      { line: 4, column: 3 },
      { line: 6, column: 3 },
    ]);
  });

  it('ends a command at an even run of backslashes and goes on after an odd one', () => {
    expect(exec('[Service]\nExecStart=/x a \\\\\nb\n')).toEqual([['a', '\\']]);
    expect(exec('[Service]\nExecStart=/x a \\\\\\\nb\n')).toEqual([['a', '\\', 'b']]);
  });

  it('ends a command at a backslash that a blank or a comment follows, and names the lost lines', () => {
    const unit = readUnit('[Service]\nExecStart=/x --a \\ \n  --b \\   # note\n  --c=1\n', 'x.service');
    expect(unit.notes).toMatchObject([{ what: 'missing-equals', line: 3, column: 3 }]);
    expect(unit.assignments.map(({ key }) => key)).toEqual(['ExecStart', '--c']);
  });

  it('drops what stood before an empty assignment, over all drop-ins', () => {
    const main = readUnit('[Service]\nExecStart=/x --a\n', 'x.service');
    const reset = readUnit('[Service]\nExecStart=\nExecStart=/x --b\n', '10.conf');
    expect(listSetting([main, reset], 'Service', 'ExecStart').map(({ value }) => value)).toEqual(['/x --b']);
    expect(listSetting([main], 'Unit', 'ExecStart')).toEqual([]);
  });

  it('orders drop-ins by file name and lets /etc mask /usr/lib', () => {
    const files = [
      '/usr/lib/systemd/system/x.service.d/20-a.conf',
      '/usr/lib/systemd/system/x.service.d/10-z.conf',
      '/etc/systemd/system/x.service.d/20-a.conf',
    ].map((file) => ({ file }));
    expect(orderDropIns(files).map(({ file }) => file)).toEqual([files[1]?.file, files[2]?.file]);
  });

  it('accepts CRLF and a byte order mark, and says when the last line is continued', () => {
    expect(exec('\ufeff[Service]\r\nExecStart=/x \\\r\n  --a=1\r\n')).toEqual([['--a=1']]);
    expect(readUnit('[Service]\nExecStart=/x \\\n', 'x').endsInContinuation).toBe(true);
    expect(readUnit('[Service]\nExecStart=/x \\', 'x').endsInContinuation).toBe(true);
    expect(readUnit('[Service]\nExecStart=/x\n', 'x').endsInContinuation).toBe(false);
  });
});

describe('argv', () => {
  it('is read back as it was written', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/), argvValue)), (pairs) => {
        const words = argvOf(pairs.map(([name, value]) => ({ name, values: [value] }))).map((text) => ({ text }));
        const parsed = parseArgv(words, { get: () => undefined });
        expect(parsed.flags.map(({ name, value }) => [name, value])).toEqual(pairs);
        expect([parsed.positionals, parsed.errors]).toEqual([[], []]);
      }),
    );
  });
});
