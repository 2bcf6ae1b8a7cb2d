import { afterAll, describe, expect, it } from 'vitest';
import type { FlagsList as List } from '../../../src/app/flags-list.js';
import { knownMinors } from '../../../src/catalog/load.js';
import { FlagsList } from '../../../src/commands/flags/list.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

afterAll(() => {
  folder.remove();
});

const list = (...argv: string[]) => runCommand(FlagsList, argv);

const newest = knownMinors('kube-apiserver').at(-1) ?? '';

/** What a run printed under `--json`: one document, and nothing else. */
async function document<T>(run: Promise<{ stdout: string; stderr: string; exitCode: number }>) {
  const { stdout, stderr, exitCode } = await run;
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as T & { schemaVersion: number }), exitCode };
}

describe('flags list', () => {
  it('gives the fields that others rely on, of the newest version unless another is meant', async () => {
    const { version, component, flags } = await document<List>(list('--json'));
    expect({ version, component }).toEqual({ version: newest, component: 'kube-apiserver' });
    expect(flags.find(({ name }) => name === 'admission-control')).toEqual({
      name: 'admission-control',
      type: 'stringSlice',
      default: '[]',
      deprecated: expect.stringContaining('--enable-admission-plugins') as string,
      hidden: false,
      inert: null,
      required: false,
      since: null,
      until: null,
      replacedBy: 'enable-admission-plugins',
      group: 'admission',
      about: 'Ordered list of admission plugins that takes the place of the whole default set.',
    });
    expect(flags.filter(({ group, about }) => group === null || about === null)).toEqual([]);
    expect(flags.filter(({ required }) => required).map(({ name }) => name)).toEqual([
      'etcd-servers',
      'service-account-issuer',
      'service-account-key-file',
      'service-account-signing-key-file',
    ]);
  });

  it.each(['1.35', 'v1.35', '1.35.4', 'v1.35.0-rc.1'])('takes the version %s for the minor 1.35', async (version) => {
    const { flags } = await document<List>(list('--kubernetes-version', version, '--json'));
    const named = (name: string) => flags.find((flag) => flag.name === name);
    expect(named('audit-log-maxage')).toMatchObject({ default: '0' });
    expect(named('min-compatibility-version')).toMatchObject({ since: '1.35' });
    expect(named('tls-curve-preferences')).toBeUndefined();
  });

  it('lists one group of another component', async () => {
    const { flags } = await document<List>(
      list('--component', 'kube-scheduler', '--group', 'leader-election', '--json'),
    );
    expect(flags.map(({ name }) => name)).toContain('leader-elect');
    expect(flags.every(({ group }) => group === 'leader-election')).toBe(true);
  });

  it('reads well at 80 columns', async () => {
    const { stdout } = await list('--kubernetes-version', '1.34');
    const wide = stdout.split('\n').filter((line) => line.length > 80);
    // Only single words that no line can hold.
    expect(wide.filter((line) => line.trim().includes(' '))).toEqual([]);
    expect(stdout).toMatch(/\nencryption\nencryption-provider-config {2,}string\n {4}EncryptionConfiguration file: /);
  });

  it.each([
    [
      ['--kubernetes-version', '1.5'],
      /flags of kube-apiserver 1\.5 are not recorded\n.*a minor of kube-apiserver from 1\.\d+ to/,
    ],
    [['--component', 'etcd', '--kubernetes-version', '1.34'], /flags of etcd 1\.34 are not recorded/],
    [['--kubernetes-version', 'newest'], /newest is not a version/],
    [['--component', 'kube-api'], /--component/],
  ])('refuses %j', async (argv, expected) => {
    const { stdout, stderr, exitCode } = await list(...argv);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(expected);
  });
});
