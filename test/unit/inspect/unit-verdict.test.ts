import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { emptyContext } from '../../../src/formats/systemd-exec.js';
import { readService } from '../../../src/formats/systemd-service.js';
import { readUnit } from '../../../src/formats/systemd-unit.js';
import { inspectShape } from '../../support/shape-fixture.js';
import { startOf } from '../../../src/inspect/start-of.js';
import { calledScripts, sourcedFiles, sourcingScript } from '../../../src/inspect/from-script.js';
import { readPageCommand } from '../../../src/inspect/unit-page.js';
import { unitVerdict } from '../../../src/inspect/unit-verdict.js';

const refusals = async (text: string) => {
  const { components } = await inspectShape(text, { exact: true, kubernetesVersion: '1.37.1', source: 'u' });
  return components[0]?.problems.filter(({ code }) => code === 'input-unit-refused');
};
const refused = (what: string, fix: string) => ({
  code: 'input-unit-refused',
  severity: 'error',
  where: { file: 'u' },
  what: expect.stringContaining(`systemd refuses this unit: ${what}`) as string,
  fix,
});

describe('what to do about a unit that systemd refuses', () => {
  it.each([
    [
      '/bin/etcd "--name',
      'a quote is not closed',
      'close the quote, or write it as \\" where it is meant as it stands',
    ],
    ['/bin/etcd --name=%Q', 'systemd knows no specifier %Q', 'write %% for a percent sign'],
    [
      String.raw`/bin\q/etcd --name=a`,
      'no ExecStart= is left',
      'give the service an ExecStart= that systemd accepts, after any empty one',
    ],
    ['bin/etcd --name=a', 'the program is', 'begin the command with the absolute path of the program'],
  ])('%s', async (command, what, fix) => {
    const problems = await refusals(`[Service]\nExecStart=${command}\n`);
    expect(problems).toMatchObject([refused(what, fix)]);
  });

  it('that has two commands, or a line that is too long', async () => {
    const twice = await refusals('[Service]\nExecStart=/bin/etcd\nExecStart=/bin/etcd --name=b\n');
    expect(twice).toMatchObject([{ fix: 'put an empty ExecStart= before the one that replaces the others' }]);
    const long = await refusals(`[Service]\nExecStart=/bin/etcd --name=${'x'.repeat(1 << 20)}\n`);
    expect(long).toMatchObject([{ fix: 'give the flags in a file, where the component reads one' }]);
  });

  it('is known for every reason there is', () => {
    const bits = [...String.raw`a /bin/x /x/ \q \x " ' ; @ - %Q \;`.split(' '), ' ', '\nExecStart=', '\n[X'];
    const units = fc.sample(fc.array(fc.constantFrom(...bits), { maxLength: 8 }), { numRuns: 5_000, seed: 1 });
    const reasons = new Map<string, string | undefined>();
    for (const unit of units) {
      const files = [readUnit(`[Service]\nExecStart=${unit.join('')}\n`, 'u')];
      const { reason, problems } = unitVerdict(readService(files, emptyContext), files, [], 'Service');
      if (reason !== null) reasons.set(reason, problems[0]?.fix);
    }
    expect([...reasons].filter(([, fix]) => fix === undefined)).toEqual([]);
    expect([...reasons.keys()].sort()).toEqual([
      'a quote is not closed',
      'a section header is not closed',
      'no ExecStart= is left',
      'only a oneshot service may have more than one command',
      'systemd knows no specifier %Q',
      'the path of the program has a character that is not allowed',
      'the program is a directory',
      'the program is neither an absolute path nor a name',
      'there is no argv[0] after @',
      'there is no program',
    ]);
  });

  it('is told with the files of variables that are missing, each where it is named', async () => {
    const unit = '[Service]\nEnvironmentFile=/a\nEnvironmentFile=/b c\nExecStart=/bin/etcd "x\n';
    const { components } = await inspectShape(unit, { exact: true, source: 'u', environmentFiles: () => null });
    const problems = components[0]?.problems.filter(({ code }) => code === 'input-unit-refused');
    const absent = (path: string, line: number) => ({
      code: 'input-unit-refused',
      severity: 'error',
      where: { file: 'u', line, column: 17 },
      what: `systemd does not start this unit: the EnvironmentFile ${path} is not there`,
      fix: 'put the file there, or a - before its path where it may be missing',
    });
    expect(problems?.slice(-2)).toEqual([absent('/a', 2), absent('/b c', 3)]);
  });
});

const page = (text: string) => {
  const command = readPageCommand(text, (name) => ['profiling', 'secure-port', 'v'].includes(name));
  return command === null ? null : { ...command, words: command.words.map(({ text: word }) => word) };
};
const whole = { oddBackslashes: 0, truncated: false, line: 1 };

describe('a command as a page shows it', () => {
  it.each([
    ['ExecStart=/x --a=1 \\\n --b=2\n', null],
    ['ExecStart=/x --a=1\n', null],
    ['Exec=/x \\\\\n --a', null],
    ['ExecStart=\n', null],
    ['ExecStart=/x \\\\\n  --v=1\n', { ...whole, words: ['/x', '--v=1'], oddBackslashes: 1 }],
    [
      'ExecStart=/x \\\\\\\n  --v=1 \\\\\n--profiling',
      { ...whole, words: ['/x', '--v=1', '--profiling'], oddBackslashes: 2 },
    ],
    [
      '[Service]\n  ExecStart = /x \\\\\n  --v=1 \\\n',
      { words: ['/x', '--v=1'], oddBackslashes: 1, truncated: true, line: 2 },
    ],
    ['ExecStart=/x \\\\\n\n  --v=1\n', { ...whole, words: ['/x', '--v=1'], oddBackslashes: 1 }],
    ['ExecStart=/x \\\\\n # x\n;y\n  --v=1\n', { ...whole, words: ['/x', '--v=1'], oddBackslashes: 1 }],
    ['ExecStart=/x \\\\\nRestart=no\n  --v=1\n', { ...whole, words: ['/x'], oddBackslashes: 1, truncated: true }],
    ['ExecStart=/x \\\\\n [Install]\n', { ...whole, words: ['/x'], oddBackslashes: 1, truncated: true }],
    ['ExecStart=/x \\\\\n --v=1\n\n--profiling\n', { ...whole, words: ['/x', '--v=1'], oddBackslashes: 1 }],
    [
      'ExecStart=/x --v=1\n --profiling \\\\\n --secure-port=1\n',
      { ...whole, words: ['/x', '--v=1', '--profiling', '--secure-port=1'], oddBackslashes: 1 },
    ],
    ['ExecStart=/x --v=1\n --profiling \\\n --secure-port=1\n', null],
    ['ExecStart=/x --v=1\n --other \\\\\n --secure-port=1\n', null],
    ['\ufeffExecStart=/x \\\\\r\n--v=1\r', { ...whole, words: ['/x', '--v=1'], oddBackslashes: 1 }],
  ])('%j', (text, told) => {
    expect(page(text)).toEqual(told);
  });

  it('has the places of its words', () => {
    const command = readPageCommand('x\n ExecStart = /x  --a=1 \\\\\n  --v=1\n', () => true);
    expect(command?.words).toMatchObject([
      { text: '/x', line: 2, column: 14 },
      { text: '--a=1', line: 2, column: 18 },
      { text: '--v=1', line: 3, column: 3 },
    ]);
  });
});

const words = (...texts: string[]) => texts.map((text) => ({ text }));

describe('the scripts that a command line calls', () => {
  it.each([
    [['/run.sh', 'a', 'b'], [{ path: '/run.sh', args: ['a', 'b'] }]],
    [['run.sh'], []],
    [[], []],
    [['/bin/sh'], []],
    [['/bin/bash', '-e', '-x', '/run.sh', '-c'], [{ path: '/run.sh', args: ['-c'] }]],
    [['sh', 'run.sh'], []],
    [
      ['sh', '-ec', '/a.sh 1; sh /b.sh 2 && c.sh'],
      [
        { path: '/a.sh', args: ['1'] },
        { path: '/b.sh', args: ['2'] },
      ],
    ],
    [['sh', '-c'], []],
  ])('%j', (given, called) => {
    expect(calledScripts(words(...given))).toEqual(called);
  });

  it.each([
    ['. /a.env', ['/a.env']],
    ['x; source "/a b"', ['/a']],
    ["set -a;. '/a-b@c_d.e/f'\n\tsource /g", ['/a-b@c_d.e/f', '/g']],
    ['x&&. /a|source   /b', ['/a', '/b']],
    ['sh -c ". /a"', ['/a']],
    ['. a.env', []],
    ['x. /a', []],
    ['resource /a', []],
    ['.\n/a', []],
  ])('and the files that %j reads in', (script, files) => {
    expect(sourcedFiles(script)).toEqual(files);
    expect(sourcingScript(words('sh', '-c', script))).toBe(files.length === 0 ? null : script);
    expect(sourcingScript(words('sh', '-x', '-eac', script))).toBe(files.length === 0 ? null : script);
  });

  it('is none where no shell is given one', () => {
    expect(sourcingScript(words('env', '-c', '. /a'))).toBeNull();
    expect(sourcingScript(words('sh', '. /a'))).toBeNull();
    expect(sourcingScript(words('sh', '-c'))).toBeNull();
    expect(sourcingScript([])).toBeNull();
    expect(startOf([])).toBeNull();
  });
});
