import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { fightsOf } from '../../../src/inspect/fights/all.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';

const base = '--etcd-servers=https://198.51.100.11:2379';
const accounts =
  '--service-account-issuer=https://a --service-account-key-file=/a --service-account-signing-key-file=/b';

async function problemsOf(flags: string, version?: string, program = 'kube-apiserver') {
  const { components } = await inspectText(`${program} ${flags}`, {
    source: 'x',
    as: 'ps',
    catalogs: loadFlagCatalog,
    ...(version === undefined ? {} : { kubernetesVersion: version, etcdVersion: version }),
  });
  return components[0]?.problems ?? [];
}

const codes = async (flags: string, version?: string, program?: string) =>
  (await problemsOf(flags, version, program)).map(({ code, severity }) => `${severity} ${code.replace('input-', '')}`);

describe('flags that fight, have no effect, or lack another one', () => {
  it.each<[string, string | undefined, string[]]>([
    ['--authorization-config=/x --authorization-mode=RBAC', '1.36', ['error conflicting-flags']],
    [
      '--authorization-config=/x --authorization-webhook-version=v1 --authorization-webhook-config-file=/y',
      '1.36',
      ['error conflicting-flags', 'error conflicting-flags'],
    ],
    ['--authorization-config=/x', '1.36', []],
    ['--authorization-mode=RBAC,Node,RBAC', '1.36', ['error conflicting-flags']],
    ['--authorization-mode=ABAC', '1.36', ['error missing-flag']],
    ['--authorization-mode=Webhook', '1.36', ['error missing-flag']],
    ['--authorization-mode=RBAC --authorization-policy-file=/x', '1.36', ['error conflicting-flags']],
    ['--authorization-mode=RBAC --authorization-webhook-config-file=/x', '1.36', ['error conflicting-flags']],
    [
      '--authorization-mode=ABAC,Webhook --authorization-policy-file=/x --authorization-webhook-config-file=/y',
      '1.36',
      [],
    ],
    ['--authentication-config=/x --oidc-issuer-url=https://a', '1.36', ['error conflicting-flags']],
    ['--oidc-issuer-url=https://a', '1.36', ['error missing-flag']],
    ['--oidc-issuer-url=https://a --oidc-client-id=b', '1.36', []],
    [
      '--admission-control=NamespaceLifecycle --enable-admission-plugins=NodeRestriction',
      '1.36',
      ['warning deprecated-flag', 'error conflicting-flags'],
    ],
    [
      '--enable-admission-plugins=NodeRestriction,PodSecurity --disable-admission-plugins=PodSecurity',
      '1.36',
      ['error conflicting-flags'],
    ],
    ['--audit-log-path=/log', '1.36', ['warning no-effect']],
    ['--audit-webhook-config-file=/x', '1.36', ['warning no-effect']],
    ['--audit-log-path=/log --audit-policy-file=/p', '1.36', []],
    ['--secure-port=0', '1.36', ['error conflicting-flags']],
    ['--tls-cert-file=/c', '1.36', ['error missing-flag']],
    ['--etcd-keyfile=/k', '1.36', ['error missing-flag']],
    ['--tls-cert-file=/c --tls-private-key-file=/k', '1.36', []],
    ['--encryption-provider-config-automatic-reload=true', '1.36', ['error missing-flag']],
    ['--encryption-provider-config-automatic-reload --encryption-provider-config=/e', '1.36', []],
    ['--requestheader-client-ca-file=/ca --client-ca-file=/ca', '1.36', ['error conflicting-flags']],
    ['--requestheader-client-ca-file=/ca --client-ca-file=/ca', '1.34', ['warning conflicting-flags']],
    [
      '--requestheader-client-ca-file=/ca --client-ca-file=/ca --requestheader-allowed-names=front',
      '1.36',
      ['warning conflicting-flags'],
    ],
    ['--requestheader-client-ca-file=/ca --client-ca-file=/other', '1.36', []],
    ['--runtime-config=api/all', '1.36', ['error conflicting-flags']],
    ['--runtime-config=api/all=1', '1.36', ['error conflicting-flags']],
    ['--runtime-config=api/all=true,batch/v1', '1.36', []],
    ['--runtime-config=api/all=false', '1.36', ['error conflicting-flags']],
    ['--runtime-config=api/all=false,v1=true', '1.36', []],
    [base, '1.36', ['error missing-flag', 'error missing-flag', 'error missing-flag']],
    [`${base} ${accounts}`, '1.36', []],
    [
      `${base} ${accounts} --service-account-signing-endpoint=@a`,
      '1.36',
      ['error conflicting-flags', 'error conflicting-flags'],
    ],
    ['--enable-admission-plugins=Initializers', '1.36', ['error unknown-plugin']],
    ['--enable-admission-plugins=NodeRestrictions', '1.36', ['error unknown-plugin']],
    ['--disable-admission-plugins=PodSecurityPolicy', '1.36', ['error unknown-plugin']],
    ['--feature-gates=NoSuchGate=true', '1.36', ['error unknown-gate']],
    ['--feature-gates=AllAlpha=false', '1.36', []],
    ['--profiling=true --profiling=false', '1.36', ['warning duplicate-flag']],
    ['--enable-admission-plugins=NodeRestriction --enable-admission-plugins=PodSecurity', '1.36', []],
    ['--apiserver-count=3', '1.36', ['warning deprecated-flag', 'warning no-effect']],
  ])('%s of %s', async (flags, version, expected) => {
    expect(await codes(flags, version)).toEqual(expected);
  });

  it('of a version that is only narrowed from the flags are told where they hold for all that fit', async () => {
    const { components } = await inspectText('kube-apiserver --runtime-config=api/all --secure-port=0', {
      source: 'x',
      as: 'ps',
      catalogs: loadFlagCatalog,
    });
    const read = components[0];
    if (read === undefined) throw new Error('nothing was read');
    const told = async (from: string) => {
      const found = await fightsOf({ ...read, versionFrom: 'flags', versions: { from, to: '1.36' } }, '1.36');
      return found.map(({ what }) => what.split(' ')[0]);
    };
    expect(await told('1.11')).toEqual(['--secure-port']);
    expect(await told('1.17')).toEqual(['--secure-port', 'api/all']);
  });

  it('are told at their place, with the value that counts', async () => {
    const [duplicate] = await problemsOf('--profiling=true --profiling=false', '1.36');
    expect(duplicate).toMatchObject({ where: { file: 'x', line: 1, column: 33 }, fix: 'keep one' });
    expect(duplicate?.what).toBe('--profiling is given 2 times, the last one counts');
    const [again] = await problemsOf('--profiling=false --profiling=0', '1.36');
    expect(again?.what).toBe('--profiling is given 2 times, each time with the same value');
    const unit = '[Service]\nExecStart=/bin/kube-apiserver --v=1 \\\n --v=2\n';
    const { components } = await inspectText(unit, { source: 'u', catalogs: loadFlagCatalog });
    expect(components[0]?.problems[0]?.what).toBe('--v is given 2 times, the one in line 3 counts, not line 2');
  });

  it('of etcd', async () => {
    expect(await codes('--client-cert-auth', '3.6', 'etcd')).toEqual(['warning missing-flag']);
    expect(await codes('--client-cert-auth --trusted-ca-file=/ca', '3.6', 'etcd')).toEqual([]);
  });

  it('name the plugin that was meant', async () => {
    const [found] = await problemsOf('--enable-admission-plugins=NodeRestrictions', '1.36');
    expect(found?.expected).toBe('NodeRestriction, perhaps');
  });
});

describe('placeholders', () => {
  it('that a process was given are told, and are the value it runs with', async () => {
    const { components } = await inspectText('kube-apiserver\0--external-hostname=<HOST>\0--v=2\0', {
      source: '/proc/1/cmdline',
      catalogs: loadFlagCatalog,
    });
    expect(components[0]?.flags['external-hostname']?.value).toBe('<HOST>');
    expect(components[0]?.problems.map(({ code, what }) => [code, what])).toEqual([
      ['input-placeholder', '--external-hostname is given the placeholder <HOST> as it is written'],
    ]);
  });

  it('in a text that was copied are told once, and the value is not known', async () => {
    const text = '[Service]\nExecStart=/usr/local/bin/kube-apiserver --advertise-address=<IP>\n';
    const { components } = await inspectText(text, { source: 'u', catalogs: loadFlagCatalog });
    expect(components[0]?.flags['advertise-address']?.value).toBeNull();
    expect(components[0]?.problems.length).toBe(1);
  });
});

describe('the environment', () => {
  const inspect = async (text: string) => {
    const { components } = await inspectText(text, { source: 'u', catalogs: loadFlagCatalog });
    return components[0];
  };

  it('gives no flags to a Kubernetes component, and a unit that believes so is told', async () => {
    const text =
      '[Service]\nEnvironment=ADVERTISE_ADDRESS=198.51.100.1 HTTP_PROXY=x\nExecStart=/bin/kube-apiserver --v=2\n';
    const [found, ...more] = (await inspect(text))?.problems ?? [];
    expect(found).toMatchObject({ code: 'input-ignored-variable', where: { file: 'u', line: 2 } });
    expect(more).toEqual([]);
  });

  it('is quiet where the command uses the variable', async () => {
    const text =
      '[Service]\nEnvironment=ADVERTISE_ADDRESS=198.51.100.1\nExecStart=/bin/kube-apiserver --advertise-address=${ADVERTISE_ADDRESS}\n';
    expect((await inspect(text))?.problems).toEqual([]);
  });

  it('keeps etcd from starting when a flag says the same', async () => {
    const text = '[Service]\nEnvironment=ETCD_NAME=a ETCD_DATA_DIR=/d\nExecStart=/bin/etcd --name=b\n';
    const component = await inspect(text);
    expect(component?.problems.map(({ code, severity }) => [code, severity])).toEqual([
      ['input-conflicting-flags', 'error'],
    ]);
    expect(component?.flags['data-dir']).toMatchObject({ value: '/d', origin: 'env' });
  });
});
