import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src/app/explain.js';
import type { FlagsChanges as Changes } from '../../../src/app/flags-changes.js';
import type { FlagsList as List } from '../../../src/app/flags-list.js';
import { knownMinors } from '../../../src/catalog/load.js';
import { Explain } from '../../../src/commands/explain.js';
import { FlagsChanges } from '../../../src/commands/flags/changes.js';
import { FlagsList } from '../../../src/commands/flags/list.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

function file(name: string, text: string): string {
  const at = path.join(folder.path, name);
  writeFileSync(at, text);
  return at;
}

const list = (...argv: string[]) => runCommand(FlagsList, argv);
const explain = (...argv: string[]) => runCommand(Explain, argv);
const changes = (...argv: string[]) => runCommand(FlagsChanges, argv);
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

describe('explain', () => {
  const apiserver = async (...argv: string[]) => {
    const found = await document<Explanation>(explain(...argv, '--component', 'kube-apiserver', '--json'));
    return { exitCode: found.exitCode, flag: found.flag, ...found.explanations[0] };
  };

  it.each(['anonymous-auth', '--anonymous-auth', 'anonymous_auth', '--anonymous_auth', '–anonymous-auth'])(
    'knows %s by its name',
    async (written) => {
      const { flag, name, exists, type } = await apiserver(written);
      expect({ flag, name, exists, type }).toEqual({
        flag: 'anonymous-auth',
        name: 'anonymous-auth',
        exists: true,
        type: 'bool',
      });
    },
  );

  it.each([
    ['--anonymous-auth=0', { accepted: true, expected: null, readAs: ['false'] }],
    ['anonymous-auth=no', { accepted: false, expected: 'true or false', readAs: null }],
    ['authorization-mode=Node,RBAC', { accepted: true, expected: null, readAs: ['Node', 'RBAC'] }],
    ['audit-log-path=/var/log/audit.log', { accepted: true, expected: null, readAs: null }],
    ['event-ttl=', { accepted: false, expected: expect.stringContaining('a duration') as string, readAs: null }],
  ])('checks the value in %s', async (written, expected) => {
    const { given, exitCode } = await apiserver(written);
    expect(given).toEqual(expected);
    expect(exitCode).toBe(expected.accepted ? 0 : 4);
  });

  it('tells history, agreements, what kubeadm does and what breaks', async () => {
    const found = await apiserver('audit-log-maxage', '--kubernetes-version', '1.35');
    expect(found).toMatchObject({ version: '1.35', default: '0', kubeadm: 'Not set.' });
    expect(found.history).toContainEqual({ minor: '1.36', kind: 'default', was: '0', now: '366' });
    const { agreesWith = [] } = await apiserver('service-cluster-ip-range');
    expect(agreesWith.map(({ with: other }) => other)).toContain('kube-controller-manager --service-cluster-ip-range');
  });

  it('says of a flag that is gone when it went, and what to do', async () => {
    const found = await apiserver('service-account-api-audiences');
    expect(found).toMatchObject({
      exists: false,
      replacedBy: 'api-audiences',
      gone: { since: '1.25', note: 'Give the same value to --api-audiences.' },
      exitCode: 0,
    });
    expect(found.history).toContainEqual({ minor: '1.25', kind: 'removed' });
  });

  it('speaks of every component that has the flag, kube-apiserver first', async () => {
    const { explanations } = await document<Explanation>(explain('tls-min-version', '--json'));
    expect(explanations.map(({ component }) => component)).toEqual([
      'kube-apiserver',
      'etcd',
      'kube-controller-manager',
      'kube-scheduler',
      'kubelet',
    ]);
  });

  it('takes a version for that of the components it can mean', async () => {
    const versions = async (version: string) => {
      const argv = ['tls-min-version', '--kubernetes-version', version, '--json'];
      const { explanations } = await document<Explanation>(explain(...argv));
      return Object.fromEntries(explanations.map((one) => [one.component, one.version]));
    };
    const newestEtcd = knownMinors('etcd').at(-1);
    expect(await versions('1.35')).toMatchObject({ 'kube-apiserver': '1.35', etcd: newestEtcd, kubelet: '1.35' });
    expect(await versions('3.6')).toMatchObject({ 'kube-apiserver': newest, etcd: '3.6' });
  });

  it.each([
    [['profilling'], /none of the components ever had a flag --profilling\n.*--profiling, perhaps/],
    [['--component', 'kube-scheduler', 'audit-log-path'], /kube-scheduler never had .*\n.*--component kube-apiserver/],
    [['nothing-of-that-kind'], /hardway flags list/],
    [['anonymous-auth', '--kubernetes-version', '1.5'], /flags of kube-apiserver 1\.5 are not recorded/],
    [[''], /FLAG|flag/],
  ])('refuses %j', async (argv, expected) => {
    const { stdout, stderr, exitCode } = await explain(...argv);
    expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 2 });
    expect(stderr).toMatch(expected);
  });

  it('never repeats the value it was given', async () => {
    const { stdout } = await explain('--component', 'etcd', 'discovery-password=hunter2', '--json');
    expect(stdout).not.toContain('hunter2');
  });
});

describe('flags changes', () => {
  it('compares two versions', async () => {
    const { changes: found, exitCode } = await document<Changes>(
      changes('--from', '1.35', '--to', 'v1.36.3', '--json'),
    );
    const of = (kind: string) => found[0]?.changes.filter((one) => one.kind === kind).map(({ name }) => name);
    expect(exitCode).toBe(0);
    expect(found[0]).toMatchObject({ component: 'kube-apiserver', from: '1.35', to: '1.36' });
    expect(of('added')).toEqual(['tls-curve-preferences']);
    expect(of('default-changed')).toEqual(['audit-log-maxage', 'audit-log-maxbackup', 'audit-log-maxsize']);
    expect(of('plugin-on')).toContain('PodResizeValidator');
    expect(of('gate-removed')).toContain('StructuredAuthorizationConfiguration');
  });

  it('finds nothing between a version and itself', async () => {
    const { stdout, exitCode } = await changes('--from', '1.35', '--to', '1.35');
    expect({ stdout, exitCode }).toEqual({
      stdout: 'kube-apiserver from 1.35 to 1.35\n\nnothing changed\n',
      exitCode: 0,
    });
  });

  const sound = [
    'kube-apiserver',
    '--etcd-servers=https://198.51.100.11:2379',
    '--service-account-issuer=https://a.example',
    '--service-account-key-file=/a.pub',
    '--service-account-signing-key-file=/a.key',
    '--audit-log-maxbackup=10',
    '--audit-log-maxsize=100',
    '--audit-log-maxage=30',
    '--disable-admission-plugins=NodeDeclaredFeatureValidator,PodGroupProtection,PodResizeValidator',
  ];
  const unit = (name: string, words: readonly string[]) =>
    file(name, `[Service]\nExecStart=/usr/local/bin/${words.join(' \\\n  ')}\n`);

  it('ends with 0 when nothing of a master has to change', async () => {
    const { stdout, exitCode } = await changes('--from', '1.34', '--to', '1.37', unit('sound.service', sound));
    expect({ stdout, exitCode }).toEqual({
      stdout: 'kube-apiserver from 1.34 to 1.37\n\nnothing has to change\n',
      exitCode: 0,
    });
  });

  it('ends with 4 when the component would not start, and says where and why', async () => {
    const source = unit('old.service', [...sound, '--insecure-port=0']);
    const { upgrades, exitCode } = await document<Changes>(changes('--from', '1.34', '--to', '1.37', source, '--json'));
    expect(exitCode).toBe(4);
    expect(upgrades[0]?.findings).toMatchObject([
      { effect: 'stops', flag: 'insecure-port', since: '1.24', provenance: [{ source, line: 11 }] },
    ]);
  });

  it('ends with 0 when only defaults change', async () => {
    const source = unit(
      'silent.service',
      sound.filter((word) => !word.includes('audit-log-maxsize')),
    );
    const { upgrades, exitCode } = await document<Changes>(changes('--from', '1.34', source, '--json'));
    expect(upgrades[0]?.findings.map(({ effect, flag }) => [effect, flag])).toEqual([['differs', 'audit-log-maxsize']]);
    expect(exitCode).toBe(0);
  });

  it('knows from the image which version it is', async () => {
    const manifest = file(
      'kube-apiserver.yaml',
      `apiVersion: v1
kind: Pod
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.35.4
      command: [${sound.map((word) => JSON.stringify(word)).join(', ')}]
`,
    );
    const { upgrades } = await document<Changes>(changes('--to', '1.37', manifest, '--json'));
    expect(upgrades.map(({ component, from, to }) => ({ component, from, to }))).toEqual([
      { component: 'kube-apiserver', from: '1.35', to: '1.37' },
    ]);
  });

  it('leaves out, with a word, what is not recorded for both versions', async () => {
    const processes = file(
      'ps.txt',
      `root 7 0.0 0.1 1 2 ? Ssl 10:00 0:01 /usr/bin/${sound.join(' ')}
root 8 0.0 0.1 1 2 ? Ssl 10:00 0:01 /usr/bin/kube-scheduler --v=2
root 9 0.0 0.1 1 2 ? Ssl 10:00 0:01 /usr/bin/etcd --name=a
`,
    );
    const { upgrades, problems, exitCode } = await document<Changes>(
      changes('--from', '1.24', '--to', '1.37', processes, '--json'),
    );
    expect(upgrades.map(({ component }) => component)).toEqual(['kube-apiserver']);
    expect(problems).toMatchObject([{ code: 'input-no-catalogue', severity: 'warning' }]);
    expect(problems[0]?.what).toContain('kube-scheduler is left out');
    expect(exitCode).toBe(0);
    const alone = await changes('--from', '1.24', '--component', 'kube-scheduler', processes);
    expect(alone).toMatchObject({ stdout: '', exitCode: 2 });
    expect(alone.stderr).toMatch(/flags of kube-scheduler 1\.24 are not recorded/);
  });

  it('says nothing of flags that a cut-off source may hold', async () => {
    const cut = file('cut.service', '[Service]\nExecStart=/usr/local/bin/kube-apiserver --v=2 $MORE\n');
    const { upgrades, exitCode } = await document<Changes>(changes('--from', '1.19', '--to', '1.37', cut, '--json'));
    expect(upgrades).toMatchObject([{ incomplete: true, findings: [] }]);
    expect(exitCode).toBe(0);
    expect((await changes('--from', '1.19', cut)).stdout).toContain('nothing is said of flags that are not set');
  });

  it('looks at etcd when its own versions are meant', async () => {
    const source = file(
      'etcd.service',
      '[Service]\nExecStart=/usr/local/bin/etcd --name=a --enable-v2=false --snapshot-count=10000 --discovery-fallback=exit\n',
    );
    const argv = ['--component', 'etcd', '--from', '3.5', '--to', '3.6', source, '--json'];
    const { upgrades, exitCode } = await document<Changes>(changes(...argv));
    expect(upgrades[0]?.findings).toMatchObject([{ effect: 'stops', flag: 'enable-v2', since: '3.6' }]);
    expect(exitCode).toBe(4);
  });

  it.each([
    [['--to', '1.35'], 2, /--from is missing/],
    [['--from', '1.36', '--to', '1.35'], 2, /--from 1\.36 is newer than --to 1\.35/],
    [['--from', '1.5'], 2, /1\.5 are not recorded/],
    [['--from', '1.35', unit('none.service', ['etcd', '--name=a'])], 3, /no component of Kubernetes in it\n.*etcd/],
    [['--from', '1.35', path.join(folder.path, 'missing')], 3, /no such file/],
  ])('refuses %j', async (argv, code, expected) => {
    const { stderr, exitCode } = await changes(...argv);
    expect(stderr).toMatch(expected);
    expect(exitCode).toBe(code);
  });
});
