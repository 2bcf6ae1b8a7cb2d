import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../../src/catalog/load.js';
import { fightsOf } from '../../../../src/inspect/fights/all.js';
import { inspectText } from '../../../../src/inspect/inspect-text.js';
import { readLine, toldOf, toldProblems } from '../../../support/told-problems.js';

const conflict = (flag: string, what: string) => `error | conflicting-flags | ${flag} | ${what}`;
const missing = (flag: string, what: string) => `error | missing-flag | ${flag} | ${what}`;
const noEffect = (flag: string, what: string) => `warning | no-effect | ${flag} | ${what}`;
const without = (told: readonly string[]) => told.filter((line) => !line.includes('| deprecated-flag |'));

describe('pairs of a certificate and its key', () => {
  it.each([
    ['tls-cert-file', 'tls-private-key-file'],
    ['etcd-certfile', 'etcd-keyfile'],
    ['kubelet-client-certificate', 'kubelet-client-key'],
    ['proxy-client-cert-file', 'proxy-client-key-file'],
  ])('--%s and --%s', async (certificate, key) => {
    const told = (flags: string) => toldOf(flags, { version: '1.36' });
    const needs = (one: string, other: string) => [missing(`--${one}=/a`, `--${one} needs --${other}`)];
    expect(await told(`--${certificate}=/a`)).toEqual(needs(certificate, key));
    expect(await told(`--${certificate}=/a --${key}=`)).toEqual(needs(certificate, key));
    expect(await told(`--${key}=/a`)).toEqual(needs(key, certificate));
    expect(await told(`--${key}=/a --${certificate}=/b`)).toEqual([]);
    expect(await told(`--${key}= --${certificate}=`)).toEqual([]);
  });
});

describe('flags of kube-apiserver that fight', () => {
  const reload = '--encryption-provider-config-automatic-reload';
  const plain = (name: string, port: number) =>
    conflict(
      `--${name}=${port}`,
      `--${name} may only be 0 since 1.20: plain HTTP is gone; remove it, and use --secure-port`,
    );
  const useless = '--apiserver-count has no effect with the lease reconciler, the default since 1.11; remove it';
  it.each<[string, string, string[]]>([
    [
      '1.30',
      '--admission-control=A --enable-admission-plugins=B',
      [
        conflict(
          '--enable-admission-plugins=B',
          '--enable-admission-plugins cannot be given beside --admission-control',
        ),
      ],
    ],
    [
      '1.30',
      '--admission-control=A --disable-admission-plugins=B',
      [
        conflict(
          '--disable-admission-plugins=B',
          '--disable-admission-plugins cannot be given beside --admission-control',
        ),
      ],
    ],
    [
      '1.36',
      '--enable-admission-plugins=PodSecurity,PodSecurity,NodeRestriction --disable-admission-plugins=PodSecurity',
      [
        conflict(
          '--disable-admission-plugins=PodSecurity',
          'the admission plugin PodSecurity is both enabled and disabled',
        ),
      ],
    ],
    [
      '1.36',
      '--audit-log-path=/l --audit-webhook-config-file=/w',
      [
        noEffect(
          '--audit-log-path=/l',
          '--audit-log-path logs nothing without --audit-policy-file; give an audit policy',
        ),
        noEffect(
          '--audit-webhook-config-file=/w',
          '--audit-webhook-config-file logs nothing without --audit-policy-file; give an audit policy',
        ),
      ],
    ],
    ['1.36', '--audit-log-path= --audit-webhook-config-file=', []],
    ['1.36', '--audit-log-path=/l --audit-policy-file=/p', []],
    ['1.19', '--insecure-port=8080', []],
    ['1.20', '--insecure-port=8080', [plain('insecure-port', 8080)]],
    ['1.20', '--insecure-port=0', []],
    ['1.20', '--port=8080', [plain('port', 8080)]],
    ['1.20', '--port=0', []],
    ['1.36', '--secure-port=6443', []],
    [
      '1.36',
      '--secure-port=0',
      [conflict('--secure-port=0', '--secure-port may not be 0: the apiserver does not start without it')],
    ],
    [
      '1.36',
      `${reload}=true`,
      [missing(`${reload}=true`, `${reload} needs --encryption-provider-config: nothing is encrypted`)],
    ],
    ['1.36', `${reload}=false`, []],
    ['1.36', `${reload}=true --encryption-provider-config=/e`, []],
    ['1.30', '--apiserver-count=3', [noEffect('--apiserver-count=3', useless)]],
    ['1.30', '--apiserver-count=3 --endpoint-reconciler-type=lease', [noEffect('--apiserver-count=3', useless)]],
    ['1.30', '--apiserver-count=3 --endpoint-reconciler-type=master-count', []],
    ['1.10', '--apiserver-count=3', []],
    ['1.30', '--profiling=false', []],
  ])('of %s: %s', async (version, flags, expected) => {
    const told = without(await toldOf(flags, { version }));
    const about = told.filter((line) => !/unknown-plugin|unknown-flag|no-catalogue/.test(line));
    expect(about).toEqual(expected);
  });

  it('are not told of what may stand in a part that is missing', async () => {
    const flags = '--audit-log-path=/l --tls-cert-file=/c --authorization-mode=ABAC --apiserver-count=3';
    const whole = await readLine(flags, { version: '1.36' });
    expect((await fightsOf(whole, '1.36')).length).toBe(4);
    expect(await fightsOf({ ...whole, incomplete: true }, '1.36')).toEqual([]);
  });
});

describe('--runtime-config', () => {
  const refused = (flags: string, key: string) =>
    conflict(flags, `${key} must be true or false since 1.17; write ${key}=true`);
  it.each([
    ['api/all', ['api/all']],
    ['api/ga', ['api/ga']],
    ['api/beta', ['api/beta']],
    ['api/alpha', ['api/alpha']],
    ['api/all=', ['api/all']],
    ['api/all=1,api/beta=trues', ['api/all', 'api/beta']],
    ['api/alpha=True', ['api/alpha']],
    ['api/all=true,api/beta=false', []],
    ['api/legacy,api/allx,xapi/all,batch/v1=1', []],
  ])('has words for many only with true or false: %s', async (value, keys) => {
    const flags = `--runtime-config=${value}`;
    expect(await toldOf(flags, { version: '1.17' })).toEqual(keys.map((key) => refused(flags, key)));
    expect(await toldOf(flags, { version: '1.16' })).toEqual([]);
  });

  it('leaves some API', async () => {
    const none = conflict('--runtime-config=api/all=false', 'api/all=false alone is refused: no API would be left');
    expect(await toldOf('--runtime-config=api/all=false', { version: '1.36' })).toEqual([none]);
    expect(await toldOf('--runtime-config=api/all=true', { version: '1.36' })).toEqual([]);
    expect(await toldOf('--runtime-config=v1=true,api/all=false', { version: '1.36' })).toEqual([]);
  });

  it('may have blanks around its words', async () => {
    const { components } = await inspectText('kube-apiserver\0--runtime-config= api/all\0', {
      source: '/proc/1/cmdline',
      catalogs: loadFlagCatalog,
      kubernetesVersion: '1.30',
    });
    expect(components[0]?.problems.map(({ what }) => what)).toEqual(['api/all must be true or false since 1.17']);
  });
});

describe('etcd that wants certificates', () => {
  const anyAuthority = (wanted: string, needed: string) =>
    `warning | missing-flag | --${wanted}=true | --${wanted} without --${needed} takes a certificate of any authority that the machine trusts`;
  it.each<[string, string[]]>([
    ['--client-cert-auth=true', [anyAuthority('client-cert-auth', 'trusted-ca-file')]],
    ['--peer-client-cert-auth=true', [anyAuthority('peer-client-cert-auth', 'peer-trusted-ca-file')]],
    ['--client-cert-auth=false --peer-client-cert-auth=false', []],
    ['--peer-client-cert-auth=true --peer-trusted-ca-file=/c', []],
  ])('%s', async (flags, expected) => {
    expect(await toldOf(flags, { version: '3.6', program: 'etcd' })).toEqual(expected);
  });
});

describe('names that a version does not have', () => {
  const [gone, removed] = ['and does not start with it', 'remove it from --enable-admission-plugins'];
  const plugin = (name: string, minor: string, when: string, expected = '') =>
    `error | unknown-plugin | --enable-admission-plugins=${name} | kube-apiserver ${minor} has no admission plugin ${name}, ${gone}${when}; ${expected}${removed}`;
  it.each<[string, string, string]>([
    ['Initializers', '1.36', '; the last version with it was 1.13'],
    ['PodSecurityPolicy', '1.25', '; the last version with it was 1.24'],
    ['PodSecurity', '1.20', '; the first version with it is 1.22'],
  ])('a plugin with another time: %s', async (name, minor, when) => {
    expect(await toldOf(`--enable-admission-plugins=${name}`, { version: minor })).toEqual([plugin(name, minor, when)]);
  });

  it('a plugin that there never was', async () => {
    const told = (name: string) => toldOf(`--enable-admission-plugins=${name}`, { version: '1.36' });
    expect(await told('NodeRestrictions')).toEqual([
      plugin('NodeRestrictions', '1.36', '', 'expected NodeRestriction, perhaps; '),
    ]);
    expect(await told('Zzzzzzzzzzzz')).toEqual([plugin('Zzzzzzzzzzzz', '1.36', '')]);
    const [long = ''] = await told('Z'.repeat(95));
    expect(long).toContain(`no admission plugin ${'Z'.repeat(80)}, `);
    expect(await told('')).toEqual([]);
    expect(await told(',NodeRestriction,PodSecurity')).toEqual([]);
  });

  it.each(['disable-admission-plugins', 'admission-control'])('a plugin in --%s', async (name) => {
    const told = without(await toldOf(`--${name}=Nodes`, { version: '1.30' }));
    expect(told.map((line) => [line.split(' | ')[2], line.split('; ').at(-1)])).toEqual([
      [`--${name}=Nodes`, `remove it from --${name}`],
    ]);
  });

  const gate = (pair: string, code: string, what: string) => `error | ${code} | --feature-gates=${pair} | ${what}`;
  it.each<[string, string[]]>([
    [
      'NoSuchGateAtAll=true',
      [
        gate(
          'NoSuchGateAtAll=true',
          'unknown-gate',
          'kube-apiserver 1.36 has no feature gate NoSuchGateAtAll, and does not start with it; remove it: gates go when their feature has long been on, or was given up',
        ),
      ],
    ],
    [
      'AllAlphas=true',
      [
        gate(
          'AllAlphas=true',
          'unknown-gate',
          'kube-apiserver 1.36 has no feature gate AllAlphas, and does not start with it; expected AllAlpha, perhaps; remove it: gates go when their feature has long been on, or was given up',
        ),
      ],
    ],
    ['AllAlpha=false,AllBeta=true', []],
  ])('a feature gate: %s', async (pair, expected) => {
    expect(await toldOf(`--feature-gates=${pair}`, { version: '1.36' })).toEqual(expected);
  });

  it('a feature gate that is locked', async () => {
    const told = (pair: string) => toldOf(`--feature-gates=${pair}`, { version: '1.36' });
    expect(await told('APIServerIdentity=true')).toEqual([]);
    const { loadFeatureGates } = await import('../../../../src/catalog/feature-gates.js');
    const locked = (await loadFeatureGates('kube-apiserver', '1.36'))?.all().find((one) => one.locked === true);
    if (locked === undefined) throw new Error('no gate of 1.36 is locked');
    const { name, default: on } = locked;
    const other = `${name}=${String(!on)}`;
    expect(await told(`${name}=${String(on)}`)).toEqual([]);
    expect(await told(other)).toEqual([
      gate(
        other,
        'locked-gate',
        `kube-apiserver 1.36 has locked the feature gate ${name} to ${String(on)}, and does not start with ${String(!on)}; remove it`,
      ),
    ]);
  });

  it('are warnings where the version only follows from the flags', async () => {
    const flags = '--enable-admission-plugins=Nodes --feature-gates=NoSuchGateAtAll=true';
    const read = await readLine(flags);
    expect(read.versionFrom).toBe('flags');
    const told = toldProblems(flags, await fightsOf(read, '1.36'));
    expect(told.map((line) => line.split(' | ').slice(0, 2))).toEqual([
      ['warning', 'unknown-plugin'],
      ['warning', 'unknown-gate'],
    ]);
  });

  it('are not told of a version that is not recorded, or of a component without gates', async () => {
    const read = await readLine('--enable-admission-plugins=Nodes --feature-gates=NoSuchGateAtAll=true');
    expect(await fightsOf(read, '1.1')).toEqual([]);
    expect(await fightsOf({ ...read, component: 'kube-scheduler' }, '1.36')).toMatchObject([
      { code: 'input-unknown-gate' },
    ]);
  });
});

describe('where a fight is told', () => {
  it('is the flag on its host, or else the source', async () => {
    const etcd = '--etcd-servers=https://198.51.100.11:2379 --secure-port=0';
    const read = await readLine(etcd, { version: '1.36' });
    const where = async (host?: string) =>
      (await fightsOf(host === undefined ? read : { ...read, host }, '1.36')).map((found) => found.where);
    expect((await where())[0]).toEqual({ file: 'x' });
    expect((await where()).at(-1)).toEqual({ file: 'x', line: 1, column: 58 });
    expect((await where('m1'))[0]).toEqual({ file: 'x', host: 'm1' });
    expect((await where('m1')).at(-1)).toEqual({ file: 'x', line: 1, column: 58, host: 'm1' });
    expect((await fightsOf({ ...read, sources: [] }, '1.36'))[0]?.where).toEqual({});
  });
});
