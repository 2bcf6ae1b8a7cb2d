import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { FlagsChanges as Changes } from '../../../src/app/flags-changes.js';
import { FlagsChanges } from '../../../src/commands/flags/changes.js';
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

const changes = (...argv: string[]) => runCommand(FlagsChanges, argv);

/** What a run printed under `--json`: one document, and nothing else. */
async function document<T>(run: Promise<{ stdout: string; stderr: string; exitCode: number }>) {
  const { stdout, stderr, exitCode } = await run;
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as T & { schemaVersion: number }), exitCode };
}

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
      changes('--from', '1.24', '--to', '1.28', processes, '--json'),
    );
    expect(upgrades.map(({ component }) => component)).toEqual(['kube-apiserver']);
    expect(problems).toMatchObject([{ code: 'input-no-catalogue', severity: 'warning' }]);
    expect(problems[0]?.what).toContain('kube-scheduler is left out');
    expect(exitCode).toBe(4);
    const alone = await changes('--from', '1.24', '--to', '1.28', '--component', 'kube-scheduler', processes);
    expect(alone).toMatchObject({ stdout: '', exitCode: 2 });
    expect(alone.stderr).toMatch(/flags of kube-scheduler 1\.28 are not recorded/);
  });

  it('holds a version that is older than the records against the later one alone', async () => {
    const kubelet = unit('kubelet.service', ['kubelet', '--container-runtime=remote', '--network-plugin=cni']);
    const { upgrades, problems, exitCode } = await document<Changes>(
      changes('--from', '1.21.5', '--to', '1.34', kubelet, '--json'),
    );
    expect(upgrades).toMatchObject([{ component: 'kubelet', from: '1.21', to: '1.34' }]);
    expect(upgrades[0]?.findings.filter(({ effect }) => effect === 'stops')).toMatchObject([
      { flag: 'container-runtime', since: '1.27' },
      { flag: 'network-plugin', since: '1.24' },
    ]);
    expect(problems.map(({ what }) => what)).toContain(
      'the flags of kubelet 1.21 are not recorded: which defaults changed before 1.29 is not told',
    );
    expect(exitCode).toBe(4);
  });

  it('looks for the files that flags name below a folder', async () => {
    file('audit.yaml', 'apiVersion: audit.k8s.io/v1beta1\nkind: Policy\nrules: [{level: Metadata}]\n');
    const source = unit('audited.service', [...sound, '--audit-policy-file=/audit.yaml']);
    const { upgrades } = await document<Changes>(
      changes('--from', '1.34', '--to', '1.37', source, '--root', folder.path, '--json'),
    );
    expect(upgrades[0]?.findings).toMatchObject([{ effect: 'stops', flag: 'audit-policy-file', since: '1.24' }]);
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
