import { describe, expect, it } from 'vitest';
import { inspectShape } from '../../support/shape-fixture.js';
import { refusalCases } from '../../support/refusal-cases.js';
import { mergeSources } from '../../../src/inspect/merge-sources.js';
import type { TextOptions } from '../../../src/inspect/inspect-text.js';

const told = { kubernetesVersion: '1.37.1', etcdVersion: '3.6.16' };

/** A pod, so that words reach the component exactly as they are. */
const pod = (...words: readonly string[]): string => JSON.stringify({ command: words });

async function problemsOf(text: string, options: Partial<TextOptions> = {}) {
  const { components } = await inspectShape(text, options);
  expect(components).toHaveLength(1);
  return components[0]?.problems ?? [];
}

async function refusals(text: string, options: Partial<TextOptions> = {}): Promise<readonly string[]> {
  return (await problemsOf(text, options)).filter(({ code }) => code === 'input-refused').map(({ what }) => what);
}

const unit = (...words: readonly string[]): string => `[Service]\nExecStart=/bin/kube-apiserver ${words.join(' ')}\n`;

describe('a command line that a component refuses', () => {
  it.each(refusalCases)('is told in its words: $component $words', async ({ component, words, says }) => {
    const version = component === 'etcd' ? '3.6.16' : '1.37.1';
    const what = (await refusals(pod(component, ...words), told))[0]?.replace(/ \(gone since .*\)$/, '');
    expect(what).toBe(`${component} ${version} does not start with these flags: ${says}`);
  });

  it('is told with its place and what to do, in place of what would be said of the word otherwise', async () => {
    const problems = await problemsOf(unit('--v=1', '--anonymus-auth=0', '--frob=1', '--insecure-port=0'), told);
    expect(problems).toMatchObject([
      {
        code: 'input-refused',
        severity: 'error',
        where: { file: 'x', line: 2, column: 37 },
        what: 'kube-apiserver 1.37.1 does not start with these flags: unknown flag: --anonymus-auth',
        expected: '--anonymous-auth, perhaps',
        fix: 'remove the flag; the component does not start with it',
      },
      { code: 'input-unknown-flag', where: { column: 55 } },
      { code: 'input-unknown-flag', where: { column: 64 } },
    ]);
  });

  it('is told with the version that no longer has the flag', async () => {
    const [problem] = await problemsOf(unit('--insecure-port=0'), told);
    expect(problem).toMatchObject({ code: 'input-refused', fix: expect.any(String) as string });
    expect(problem?.what).toMatch(/unknown flag: --insecure-port \(gone since 1\.24\)$/);
    expect(await problemsOf(unit('--insecure-port=0'), { kubernetesVersion: '1.23.1' })).toMatchObject([
      { code: 'input-deprecated-flag' },
    ]);
  });

  it('is judged by the rules of its minor', async () => {
    const stray = pod('kube-apiserver', '--profiling', 'false');
    expect(await problemsOf(stray, { kubernetesVersion: '1.18.20' })).toMatchObject([
      { code: 'input-positional', severity: 'warning' },
    ]);
    expect(await refusals(stray, { kubernetesVersion: '1.19.1' })).toHaveLength(1);
    const underscores = pod('kube-apiserver', '--anonymous_auth=false');
    expect(await refusals(underscores, { kubernetesVersion: '1.20.1' })).toEqual([
      'kube-apiserver 1.20.1 does not start with these flags: unknown flag: --anonymous_auth',
    ]);
    expect(await problemsOf(underscores, { kubernetesVersion: '1.21.1' })).toEqual([]);
    const noAddress = pod('kube-apiserver', '--bind-address=');
    expect(await refusals(noAddress, { kubernetesVersion: '1.33.1' })).toHaveLength(1);
    expect(await problemsOf(noAddress, { kubernetesVersion: '1.34.1' })).toEqual([]);
    expect(await problemsOf('kube-apiserver\0--bind-address=\0', { kubernetesVersion: '1.33.1' })).toMatchObject([
      { code: 'input-invalid-flag', what: '--bind-address does not take this value' },
    ]);
  });
});

describe('without a version', () => {
  it('every possible minor is asked, and the answer is a warning', async () => {
    const problems = await problemsOf(unit('--insecure-port=0', '--frob=1'));
    expect(problems[0]).toMatchObject({
      code: 'input-refused',
      severity: 'warning',
      what: 'kube-apiserver 1.11 to 1.23 do not start with these flags: unknown flag: --frob',
      fix: 'say which version it is with --kubernetes-version',
    });
    expect(problems.filter(({ code }) => code === 'input-unknown-flag')).toEqual([]);
  });

  it('minors that answer otherwise are named', async () => {
    expect(await refusals(pod('kube-apiserver', '--insecure-port=0', 'stray'))).toEqual([
      'kube-apiserver 1.19 to 1.23 do not start with these flags: ' +
        '"kube-apiserver" does not take any arguments, got ["stray"] (1.11 to 1.18 take them)',
    ]);
  });

  it('nothing is said when no version fits, for that says it already', async () => {
    const text = unit('--experimental-encryption-provider-config=/e', '--authentication-config=/a');
    expect(await refusals(text)).toEqual([]);
  });
});

describe('nothing is claimed', () => {
  const refused = '--frob=1';

  it.each([
    ['after a variable that may be anything', unit('$ARGS', refused)],
    ['after a value that is not known', unit('--v=${LEVEL}', refused)],
    ['when the rest of the command is missing', `${unit('--v=1', refused).trimEnd()} \\\n`],
    ['of a process, which runs', `kube-apiserver\0--v=1\0${refused}\0`],
    ['of a listed process, whose quotes are lost', `root 7 1 0 10:00 ? 00:00:01 kube-apiserver --v=1 ${refused}\n`],
    ['after a word that was put together again', unit('–v=1', refused)],
    [
      'of a template that may leave the words before it out',
      '{command: [kube-apiserver, "--v={{ level }}", --frob=1]}',
    ],
  ])('%s', async (_what, text) => {
    const problems = await problemsOf(text, told);
    expect(problems.map(({ code }) => code)).not.toContain('input-refused');
    expect(problems.map(({ code }) => code)).toContain('input-unknown-flag');
  });

  it('of a stray word before the end of all words is known', async () => {
    expect(await refusals(unit('stray', '--v=${LEVEL}'), told)).toEqual([]);
    expect(await refusals(unit('stray', '--v=2'), told)).toHaveLength(1);
  });

  it('but what comes after the refusal does not matter', async () => {
    expect(await refusals(unit(refused, '--v=${LEVEL}', '$ARGS'), told)).toHaveLength(1);
  });
});

describe('a unit beside the process that was started from it', () => {
  const merged = async (running: readonly string[], written: readonly string[]) => {
    const [process] = (await inspectShape(`kube-apiserver\0${running.join('\0')}\0`, told)).components;
    const [file] = (await inspectShape(unit(...written), told)).components;
    if (process === undefined || file === undefined) throw new Error('nothing was found');
    return mergeSources([process, file]).problems.map(({ code }) => code);
  };

  it('is not refused when the process runs with the same words', async () => {
    expect(await merged(['--v=1', '--frob=1'], ['--v=1', '--frob=1'])).toEqual(['input-unknown-flag']);
  });

  it.each([
    ['a flag', ['--v=1', '--frob=1']],
    ['a stray word', ['--v=1', 'stray']],
  ])('is refused when %s was added since', async (_what, written) => {
    expect(await merged(['--v=1'], written)).toEqual(['input-refused']);
  });
});

describe('a unit that systemd refuses', () => {
  const ofUnit = async (text: string, options: Partial<TextOptions> = {}) =>
    (await problemsOf(text, { exact: true, ...told, ...options })).filter(({ code }) => code !== 'input-refused');

  it.each([
    ['ExecStart=/bin/kube-apiserver "--v=1', 'a quote is not closed', 'close the quote', 2],
    ['ExecStart=/bin/kube-apiserver --cert-dir=/%Q', 'systemd knows no specifier %Q', 'write %%', 2],
    ['ExecStart=bin/kube-apiserver --v=1', 'the program is neither an absolute path nor a name', 'absolute path', 2],
    ['ExecStart=/bin/etcd --name=a\nExecStart=/bin/etcd --name=b', 'only a oneshot service', 'an empty ExecStart=', 3],
  ])('%s', async (line, reason, fix, at) => {
    const problems = await ofUnit(`[Service]\n${line}\n`);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      code: 'input-unit-refused',
      severity: 'error',
      where: { file: 'x', line: at },
    });
    expect(problems[0]?.what).toContain(`systemd refuses this unit: ${reason}`);
    expect(problems[0]?.fix).toContain(fix);
  });

  it('for a header without its bracket names the header', async () => {
    const problems = await ofUnit('[Service]\nExecStart=/bin/kube-apiserver --v=1\n[Install\n');
    expect(problems).toMatchObject([{ code: 'input-unit-refused', where: { line: 3 }, fix: 'end the header with ]' }]);
  });

  it('is none when only a line is passed over, when it is oneshot, or when an empty line comes between', async () => {
    const codes = async (text: string) => (await ofUnit(text)).map(({ code }) => code);
    expect(await codes('[Service]\nExecStart=-/bin/kube-apiserver --v=1 %Q\nExecStart=/bin/kube-apiserver\n')).toEqual(
      [],
    );
    expect(await codes('[Service]\nType=oneshot\nExecStart=/bin/true\nExecStart=/bin/kube-apiserver --v=1\n')).toEqual(
      [],
    );
    expect(await codes('[Service]\nExecStart=/bin/etcd\nExecStart=\nExecStart=/bin/kube-apiserver --v=1\n')).toEqual(
      [],
    );
  });

  it('does not start without a file of variables that must be there', async () => {
    const text = '[Service]\nEnvironmentFile=-/a\nEnvironmentFile=/b\nExecStart=/bin/kube-apiserver --v=1\n';
    expect(await ofUnit(text, { environmentFiles: () => null })).toMatchObject([
      { what: 'systemd does not start this unit: the EnvironmentFile /b is not there', where: { line: 3 } },
    ]);
    expect(await ofUnit(text, { environmentFiles: () => undefined })).toEqual([]);
  });

  it('may be the doing of what copied it, and then nothing is claimed', async () => {
    const text = '[Service]\nExecStart=/bin/kube-apiserver --v=1 “--cert-dir=/a\n';
    expect(await ofUnit(text, { exact: false })).toEqual([]);
  });
});
