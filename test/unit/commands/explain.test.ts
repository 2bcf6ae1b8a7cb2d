import { afterAll, describe, expect, it } from 'vitest';
import type { Explanation } from '../../../src/app/explain.js';
import { knownMinors } from '../../../src/catalog/load.js';
import { Explain } from '../../../src/commands/explain.js';
import { runCommand } from '../../support/run-command.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();

afterAll(() => {
  folder.remove();
});

const explain = (...argv: string[]) => runCommand(Explain, argv);

const newest = knownMinors('kube-apiserver').at(-1) ?? '';

/** What a run printed under `--json`: one document, and nothing else. */
async function document<T>(run: Promise<{ stdout: string; stderr: string; exitCode: number }>) {
  const { stdout, stderr, exitCode } = await run;
  expect(stderr).toBe('');
  return { ...(JSON.parse(stdout) as T & { schemaVersion: number }), exitCode };
}

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
    expect(given).toEqual({ ...expected, why: [] });
    expect(exitCode).toBe(expected.accepted ? 0 : 4);
  });

  it.each([
    ['feature-gates=NoSuchGate=true', '1.34', /^kube-apiserver 1\.34 has no feature gate NoSuchGate$/],
    [
      'feature-gates=WatchList=true,APIServerTracing=false',
      '1.34',
      /has locked the feature gate APIServerTracing to true/,
    ],
    [
      'enable-admission-plugins=NodeRestriction,PodSecurityPolicy',
      '1.34',
      /^kube-apiserver 1\.34 has no .* PodSecurityPolicy$/,
    ],
    ['authorization-mode=Node,Rbac', '1.34', /^Rbac is no authorization mode/],
    ['runtime-config=batch/v2alpha1=true', '1.34', /batch\/v2alpha1, which is gone, is refused since 1\.21/],
    ['insecure-port=0', '1.34', /^kube-apiserver 1\.34 has no flag --insecure-port$/],
  ])('refuses %s although its type is right', async (written, version, why) => {
    const { given, exitCode } = await apiserver(written, '--kubernetes-version', version);
    expect(given).toMatchObject({ accepted: false, expected: null, readAs: null, why: [expect.stringMatching(why)] });
    expect(exitCode).toBe(4);
    const { stdout } = await explain(written, '--component', 'kube-apiserver', '--kubernetes-version', version);
    expect(stdout).toMatch(/the value given\n {2}not taken: /);
  });

  it.each([
    ['feature-gates=WatchList=true,APIServerTracing=true', '1.34'],
    ['enable-admission-plugins=NodeRestriction,PodSecurityPolicy', '1.24'],
    ['runtime-config=batch/v2alpha1=true', '1.20'],
    ['insecure-port=0', '1.23'],
  ])('takes %s in %s', async (written, version) => {
    const { given, exitCode } = await apiserver(written, '--kubernetes-version', version);
    expect(given).toMatchObject({ accepted: true, why: [] });
    expect(exitCode).toBe(0);
  });

  it('does not hold it against a value that another component has lost the flag', async () => {
    const { explanations, exitCode } = await document<Explanation>(explain('cloud-provider=external', '--json'));
    expect(explanations.map(({ component, given }) => [component, given?.accepted])).toEqual(
      expect.arrayContaining([
        ['kube-apiserver', false],
        ['kube-controller-manager', true],
      ]),
    );
    expect(exitCode).toBe(0);
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
    [['profilling'], /no recorded version of any component has a flag --profilling\n.*--profiling, perhaps/],
    [
      ['--component', 'kube-scheduler', 'audit-log-path'],
      /no recorded version of kube-scheduler has .*\n.*--component kube-apiserver/,
    ],
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
