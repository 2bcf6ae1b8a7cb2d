import { describe, expect, it } from 'vitest';
import { evaluate } from '../../../src/audit/evaluate.js';
import { rules } from '../../../src/audit/rules/all.js';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import type { Companion, CompanionFacts } from '../../../src/inspect/companion.js';
import type { InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { findingOf, judged, running } from '../../support/audited.js';

const api = (...words: string[]): string[] => ['kube-apiserver', ...words];

async function withFiles(words: readonly string[], files: Readonly<Record<string, Partial<Companion>>>) {
  const component = await running(words, '1.37.1');
  const companions = Object.entries(files).map(([flag, file]): Companion => {
    return { flag, path: component.flags[flag]?.value ?? '', state: 'read', problems: [], ...file };
  });
  return judged({ ...component, companions });
}

const read = (facts: CompanionFacts): Partial<Companion> => ({ facts });

describe('a value that counts is judged', () => {
  it('whether it is set or the default of the version', async () => {
    const unset = await findingOf('apiserver-profiling', api('--secure-port=6443'), '1.37.1');
    expect([unset.status, unset.value, unset.origin]).toEqual(['fail', 'true', 'default']);
    const set = await findingOf('apiserver-profiling', api('--profiling=false'), '1.37.1');
    expect([set.status, set.value, set.origin]).toEqual(['pass', 'false', 'set']);
  });

  it('with the place where it stands, or the source where it does not', async () => {
    const set = await findingOf('token-auth-file', api('--token-auth-file=/etc/tokens.csv'), '1.37.1');
    expect(set.provenance).toEqual([{ source: '/proc/7/cmdline' }]);
    expect(set.reason).toBe('bearer tokens are read from /etc/tokens.csv');
    const unset = await findingOf('client-ca', api('--secure-port=6443'), '1.37.1');
    expect(unset.provenance).toEqual([{ source: '/proc/7/cmdline' }]);
  });

  it('with a remedy only where there is something to do', async () => {
    const all = Object.values(await judged(await running(api('--secure-port=6443'), '1.37.1')));
    for (const { status, remedy, rule } of all) {
      expect(`${rule} ${String(remedy !== null)}`).toBe(
        `${rule} ${String(!['pass', 'notApplicable'].includes(status))}`,
      );
    }
  });

  it('with the number of the edition that fits the version', async () => {
    const of = async (version: string) =>
      (await findingOf('apiserver-profiling', api('--profiling=false'), version)).cis;
    expect(await of('1.37.1')).toBe('1.2.15');
    expect(await of('1.26.3')).toBe('1.2.16');
    expect(await of('1.21.14')).toBe('1.2.20');
    expect(await of('1.17.0')).toBeNull();
  });
});

describe('what the source does not say is undetermined', () => {
  it('where it was cut off: the absence of a flag is no verdict', async () => {
    const component: InspectedComponent = {
      ...(await running(api('--profiling=false', '--tls-cert-file=a'), '1.37.1')),
      incomplete: true,
      settings: {},
    };
    const found = await judged(component);
    expect(found['client-ca']?.status).toBe('undetermined');
    expect(found['client-ca']?.reason).toContain('--client-ca-file');
    expect(found['apiserver-profiling']?.status).toBe('pass');
    expect(found['apiserver-serving-certificate']?.status).toBe('undetermined');
    const passes = Object.values(found).filter(({ status }) => status === 'pass');
    expect(passes.map(({ rule }) => rule)).toEqual(['apiserver-profiling']);
    expect(Object.values(found).filter(({ status }) => status === 'fail' || status === 'warn')).toEqual([]);
  });

  it('but a wrong value that is seen is a failure, whatever else may be missing', async () => {
    const component = { ...(await running(api('--token-auth-file=/x'), '1.37.1')), incomplete: true as const };
    expect((await judged(component))['token-auth-file']?.status).toBe('fail');
  });

  it.each(['<PROFILING>', '{{ profiling }}', '${PROFILING}', '<%= profiling %>', '$(PROFILING)'])(
    'where a placeholder stands: %s',
    async (placeholder) => {
      const finding = await findingOf('client-ca', api(`--client-ca-file=${placeholder}`), '1.37.1');
      expect(finding.status).toBe('undetermined');
    },
  );

  it('where nothing is recorded about the version', async () => {
    const component = { ...(await running(api('--profiling=false'))), version: '1.3.0' };
    const { findings } = evaluate([{ component, versions: [{ minor: '1.3', catalog: null }] }], rules);
    const of = (rule: string) => findings.find((finding) => finding.rule === rule)?.status;
    expect([of('apiserver-profiling'), of('service-account-lookup')]).toEqual(['pass', 'undetermined']);
  });

  it('where a file is out of reach', async () => {
    const words = api('--encryption-provider-config=/etc/enc.yaml');
    const found = await withFiles(words, { 'encryption-provider-config': { state: 'out-of-reach' } });
    expect(found['encryption-at-rest']?.status).toBe('pass');
    expect(found['encryption-provider']?.status).toBe('undetermined');
    expect(found['encryption-provider']?.reason).toBe('what /etc/enc.yaml says is not known: it is out of reach');
  });
});

describe('without a version', () => {
  const versions = async (...minors: string[]) =>
    Promise.all(minors.map(async (minor) => ({ minor, catalog: await loadFlagCatalog('kube-apiserver', minor) })));

  it('a verdict counts that every version comes to', async () => {
    const finding = await findingOf('apiserver-profiling', api('--profiling=false'));
    expect([finding.status, finding.cis]).toEqual(['pass', '1.2.15']);
  });

  it('a verdict that depends on the version is undetermined, and says so', async () => {
    const component = await running(api('--audit-log-path=/log', '--audit-policy-file=/policy'));
    const { findings } = evaluate([{ component, versions: await versions('1.35', '1.36') }], rules);
    const age = findings.find(({ rule }) => rule === 'audit-log-age');
    expect(age?.status).toBe('undetermined');
    expect(age?.reason).toBe('it depends on the version, which is not known: warn in 1.35, pass in 1.36');
    expect(age?.remedy).toContain('--kubernetes-version');
  });
});

describe('files are judged by what is in them', () => {
  const encryption = (...blocks: readonly (readonly [resources: string, providers: string, weakKeys?: number])[]) =>
    read({
      kind: 'encryption-config',
      resources: blocks.map(([resources, providers, weakKeys = 0]) => ({
        resources: resources.split(','),
        providers: providers.split(',').map((type) => ({ type, keys: 1, weakKeys })),
      })),
    });

  it.each([
    ['the first provider encrypts', encryption(['secrets', 'secretbox,identity']), 'pass'],
    ['identity first is clear text', encryption(['secrets', 'identity,secretbox']), 'fail'],
    ['the block for secrets counts, not the last one', encryption(['secrets', 'aescbc'], ['pods', 'identity']), 'pass'],
    ['the first block that covers secrets counts', encryption(['secrets', 'identity'], ['*.*', 'aescbc']), 'fail'],
    ['a wildcard covers secrets', encryption(['*.*', 'kms,identity']), 'pass'],
    ['the core group covers secrets', encryption(['*.', 'kms']), 'pass'],
    ['another group does not', encryption(['*.apps', 'kms']), 'fail'],
    ['secrets are not covered', encryption(['configmaps', 'secretbox']), 'fail'],
    ['a key is none', encryption(['secrets', 'aescbc', 1]), 'fail'],
    ['aesgcm needs its key changed', encryption(['secrets', 'aesgcm,identity']), 'warn'],
  ] as const)('encryption: %s', async (_, file, right) => {
    const found = await withFiles(api('--encryption-provider-config=/enc'), { 'encryption-provider-config': file });
    expect(found['encryption-provider']?.status).toBe(right);
    expect(found['encryption-provider']?.provenance).toContainEqual({ source: '/enc' });
  });

  it.each([
    [{ rules: 1, logs: true, sensitive: 'Metadata' }, 'pass'],
    [{ rules: 1, logs: false, sensitive: 'None' }, 'fail'],
    [{ rules: 2, logs: true, sensitive: 'None' }, 'warn'],
    [{ rules: 1, logs: true, sensitive: 'RequestResponse' }, 'warn'],
    [{ rules: 2, logs: true, sensitive: 'mixed' }, 'warn'],
  ] as const)('an audit policy with %o', async (facts, right) => {
    const words = api('--audit-policy-file=/policy', '--audit-log-path=-');
    const found = await withFiles(words, { 'audit-policy-file': read({ kind: 'audit-policy', ...facts }) });
    expect(found['audit-policy']?.status).toBe(right);
    expect(found['audit-log']?.status).toBe('pass');
    expect(found['audit-log-age']?.status).toBe('notApplicable');
  });

  it('keys are compared by what they are, where both files were read', async () => {
    const key = read({ kind: 'key', isPrivate: false, publicKeys: ['abc'] });
    const authority = { subject: 'CN=ca', issuer: 'CN=ca', notAfter: '', isCa: true, sans: [], fingerprint: 'f' };
    const files = (publicKey: string) => ({
      'service-account-key-file': key,
      'client-ca-file': read({ kind: 'certificates', certificates: [{ ...authority, publicKey }] }),
    });
    const words = api('--service-account-key-file=/sa.pub', '--client-ca-file=/ca.crt');
    const shared = await withFiles(words, files('abc'));
    expect(shared['service-account-key-alone']?.status).toBe('warn');
    const apart = await withFiles(words, files('def'));
    expect(apart['service-account-key-alone']?.status).toBe('pass');
  });
});

describe('a file takes the place of flags', () => {
  const config = (settings: Readonly<Record<string, string>>): Partial<Companion> =>
    read({ kind: 'component-config', apiVersion: '', settings });

  /** A component whose file was read, with the flags that the file sets. */
  async function decided(words: readonly string[], version: string, flag: string, settings: Record<string, string>) {
    const component = await running(words, version);
    const common = {
      type: 'string',
      confidence: 'certain',
      provenance: [{ source: '/c', line: 2 }],
      overrode: [],
    } as const;
    const byFile = Object.entries(settings).map(([name, value]) => [name, { ...common, name, value, origin: 'file' }]);
    const flags = { ...component.flags, ...(Object.fromEntries(byFile) as InspectedComponent['flags']) };
    const companion: Companion = { flag, path: '/c', state: 'read', problems: [], ...config(settings) };
    return judged({ ...component, flags, companions: [companion] });
  }

  it('the scheduler ignores --profiling beside --config', async () => {
    const words = ['kube-scheduler', '--profiling=false', '--config=/c'];
    expect((await decided(words, '1.37.1', 'config', {}))['scheduler-profiling']?.status).toBe('fail');
    const off = await decided(words, '1.37.1', 'config', { profiling: 'false' });
    expect(off['scheduler-profiling']?.status).toBe('pass');
    expect((await judged(await running(words, '1.37.1')))['scheduler-profiling']?.status).toBe('undetermined');
  });

  it('etcd ignores every other flag beside --config-file', async () => {
    const words = ['etcd', '--trusted-ca-file=/ca', '--auto-tls=false', '--config-file=/c'];
    const silent = await decided(words, '3.6.16', 'config-file', {});
    expect(silent['etcd-client-cert-auth']?.status).toBe('fail');
    const sound = await decided(words, '3.6.16', 'config-file', { 'trusted-ca-file': '/ca' });
    expect(sound['etcd-client-cert-auth']?.status).toBe('pass');
    const unread = Object.values(await judged(await running(words, '3.6.16')));
    expect(unread.map(({ status }) => status)).toEqual(unread.map(() => 'undetermined'));
  });
});

describe('etcd is asked over TLS', () => {
  it.each([
    [['--etcd-servers=https://198.51.100.1:2379'], 'pass'],
    [['--etcd-servers=https://198.51.100.1:2379,http://198.51.100.2:2379'], 'fail'],
    [['--etcd-servers=198.51.100.1:2379'], 'fail'],
    [['--etcd-servers=198.51.100.1:2379', '--etcd-cafile=/ca.crt'], 'pass'],
    [['--etcd-servers=http://198.51.100.1:2379', '--etcd-cafile=/ca.crt'], 'fail'],
    [
      ['--etcd-servers=https://198.51.100.1:2379', '--etcd-servers-overrides=/events#https://198.51.100.2:2379'],
      'pass',
    ],
    [
      [
        '--etcd-servers=https://198.51.100.1:2379',
        '--etcd-servers-overrides=/events#https://198.51.100.2:2379;http://198.51.100.3:2379',
      ],
      'fail',
    ],
    [['--etcd-servers=https://198.51.100.1:2379', '--etcd-servers-overrides=/events#http://198.51.100.2:2379'], 'fail'],
  ] as const)('%j: %s', async (flags, right) => {
    expect((await findingOf('etcd-https', api(...flags), '1.37.1')).status).toBe(right);
  });
});

describe('anonymous requests', () => {
  const settings = async (value: readonly string[] | null) =>
    judged({
      ...(await running(api('--authentication-config=/auth.yaml'), '1.37.1')),
      settings: { anonymous: { value, provenance: [] } },
    });

  it.each([
    [['false'], 'pass'],
    [['/livez', '/readyz'], 'pass'],
    [['/healthz', '/metrics'], 'fail'],
    [['true'], 'fail'],
    [null, 'undetermined'],
  ] as const)('let in on %o', async (value, right) => {
    expect((await settings(value))['anonymous-requests']?.status).toBe(right);
  });
});
