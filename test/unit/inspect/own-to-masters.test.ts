import { describe, expect, it } from 'vitest';
import { compareMasters } from '../../../src/inspect/compare-masters.js';
import type { Companion } from '../../../src/inspect/companion.js';
import type { EffectiveFlag, InspectedComponent } from '../../../src/inspect/effective-flag.js';
import { identityBlank, identityOf } from '../../../src/inspect/host-identity.js';
import { factsKeeper } from '../../../src/inspect/master-facts.js';
import { sameValue } from '../../../src/inspect/same-value.js';

const flag = (name: string, value: string | null, more: Partial<EffectiveFlag> = {}): EffectiveFlag => {
  return { name, type: 'string', value, origin: 'set', confidence: 'certain', provenance: [], overrode: [], ...more };
};

function master(
  host: string | undefined,
  flags: Readonly<Record<string, string | null>>,
  more: Partial<InspectedComponent> = {},
): InspectedComponent {
  return {
    component: 'kube-apiserver',
    ...(host === undefined ? {} : { host }),
    sources: [{ kind: 'proc' }],
    flags: Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, flag(name, value)])),
    positionals: [],
    differences: [],
    problems: [],
    ...more,
  };
}

/** The facts of one master. */
const factsOf = (component: InspectedComponent) => factsKeeper()(component);
const rowsOf = (...masters: InspectedComponent[]) => compareMasters(masters)[0]?.rows;
const expectedOf = (...masters: InspectedComponent[]) => rowsOf(...masters)?.map(({ why }) => why ?? null);

describe('what each master has for itself', () => {
  it.each([
    'advertise-address',
    'hostname-override',
    'name',
    'node-ip',
    'initial-advertise-peer-urls',
    'initial-cluster-state',
    'advertise-client-urls',
  ])('is whatever --%s says', (name) => {
    expect(expectedOf(master('a1', { [name]: 'x' }), master('b1', { [name]: 'y' }))).toEqual(['own-address']);
    expect(expectedOf(master('a1', { [name]: 'x' }), master('b1', {}))).toEqual([null]);
  });

  it.each([
    'advertise-address',
    'bind-address',
    'node-ip',
    'hostname-override',
    'name',
    'initial-advertise-peer-urls',
    'advertise-client-urls',
    'listen-peer-urls',
  ])('is the address in --%s wherever it stands alone', (name) => {
    const one = (host: string, address: string) =>
      master(host, { [name]: address, x: `https://${address}:1,y`, z: `${address}0` });
    const rows = rowsOf(one('a1', '10.0.0.1'), one('b1', '10.0.0.2'));
    expect(rows?.find((row) => row.flag === 'x')?.why).toBe('own-address');
    expect(rows?.find((row) => row.flag === 'z')?.why).toBeUndefined();
  });

  it.each([
    'tls-cert-file',
    'tls-private-key-file',
    'etcd-certfile',
    'etcd-keyfile',
    'kubelet-client-certificate',
    'kubelet-client-key',
    'proxy-client-cert-file',
    'proxy-client-key-file',
    'cert-file',
    'key-file',
    'peer-cert-file',
    'peer-key-file',
  ])('is the file of --%s', (name) => {
    const key = (host: string, publicKey: string): InspectedComponent => {
      const facts = { kind: 'key' as const, isPrivate: false, publicKeys: [publicKey.repeat(64), 'c'.repeat(64)] };
      const companion: Companion = { flag: name, path: '/k', state: 'read', facts, problems: [] };
      return master(host, {}, { companions: [companion] });
    };
    expect(rowsOf(key('a1', '1'), key('b1', '2'))).toEqual([
      {
        flag: name,
        of: 'file',
        expected: true,
        why: 'own-certificate',
        values: { a1: `${'1'.repeat(16)} ${'c'.repeat(16)}`, b1: `${'2'.repeat(16)} ${'c'.repeat(16)}` },
      },
    ]);
  });

  it('are the kubeconfigs that speak to it, or that each speak to another one', () => {
    const kubeconfig = (host: string, server: string | undefined, more: object = {}) => {
      const facts = { kind: 'kubeconfig', server, hasCertificateAuthority: true, insecure: false, ...more };
      const companion = { flag: 'kubeconfig', path: '/k', state: 'read', facts, problems: [] } as unknown as Companion;
      return master(host, {}, { companions: [companion] });
    };
    expect(rowsOf(kubeconfig('a1', 'https://a1:6443'), kubeconfig('b1', 'https://b1:6443'))).toMatchObject([
      { why: 'own-address', values: { a1: 'https://a1:6443', b1: 'https://b1:6443' } },
    ]);
    const named = (...servers: string[]) => servers.map((server, i) => kubeconfig(`m${i}`, server));
    expect(expectedOf(...named('https://x:1', 'https://y:1', 'https://[::2]:1'))).toEqual(['own-apiserver']);
    expect(expectedOf(...named('https://x:1', 'https://y:1'))).toEqual([null]);
    expect(expectedOf(...named('https://x:1', 'https://y:1', 'https://z:2'))).toEqual([null]);
    expect(expectedOf(...named('https://x:1', 'https://x:1', 'https://z:1'))).toEqual([null]);
    expect(expectedOf(...named('https://x:1', 'https://y:1', 'https://m2:1'))).toEqual([null]);
    expect(
      rowsOf(
        kubeconfig('a1', undefined),
        kubeconfig('b1', 'https://b:1', { insecure: true }),
        kubeconfig('c1', 'https://b:1', { hasCertificateAuthority: false }),
      )?.[0]?.values,
    ).toEqual({ a1: 'no server', b1: 'https://b:1 (not verified)', c1: 'https://b:1 (authorities of the host)' });
  });
});

describe('the names of a host', () => {
  it('are its own and those that its flags tell, longest first; none that all hosts have', () => {
    const flags = {
      'advertise-address': '10.0.0.1',
      'bind-address': '0.0.0.0',
      'listen-peer-urls': 'https://[fd00::1]:2380, https://127.0.0.1:2380,http://localhost:1,https://[::1]:2',
      'node-ip': '::',
      name: 'x',
      other: '10.9.9.9',
    };
    expect(identityOf(factsOf(master('node1.example.test:22', flags)), [])).toEqual([
      'node1.example.test',
      '10.0.0.1',
      'fd00::1',
      'node1',
    ]);
    expect(identityOf(factsOf(master('[fd00::7]', {})), [factsOf(master('z', { name: 'm1' }))])).toEqual([
      'fd00::7',
      'm1',
    ]);
    expect(identityOf(factsOf(master(undefined, {})), [])).toEqual([]);
    expect(identityOf(factsOf(master('10.0.0.1', { 'bind-address': '127.0.0.2', name: '10.0.0.0' })), [])).toEqual([
      '10.0.0.1',
      '10.0.0.0',
    ]);
  });

  it('are replaced where they stand alone', () => {
    const blank = identityBlank(['node1', 'n1']);
    expect(blank('node1')).toBe('<self>');
    expect(blank('/a-node1.crt,xnode1,node12,n1,n10')).toBe('/a-<self>.crt,xnode1,node12,<self>,n10');
    expect(blank('node1node1 Anode1 9n1 n1Z')).toBe('node1node1 Anode1 9n1 n1Z');
    expect(blank('nothing')).toBe('nothing');
  });
});

describe('masters in trees of files', () => {
  it.each([
    ['/etc/systemd/system/x.service', true],
    ['/run/systemd/system/x.service', true],
    ['/lib/systemd/system/x.service', true],
    ['/usr/lib/systemd/system/x.service', true],
    ['/usr/local/lib/systemd/system/x.service', true],
    ['/etc/kubernetes/manifests/x.yaml', true],
    ['/opt/systemd/system/x.service', false],
    ['/etc/kubernetes/x.yaml', false],
  ])('know each other by the tree of %s: %s', (place, own) => {
    const at = (root: string, component: string, flags: Readonly<Record<string, string>>) =>
      master(undefined, flags, { component, sources: [{ kind: 'unit', path: `${root}${place}` }] });
    const one = (root: string, address: string) => [
      at(root, 'etcd', { 'listen-peer-urls': `https://${address}:2380` }),
      at(root, 'kube-apiserver', { 'etcd-servers': `https://${address}:2379` }),
    ];
    const matrix = compareMasters([...one('/a', '10.0.0.1'), ...one('/b', '10.0.0.2')]);
    const found = matrix.find(({ component }) => component === 'kube-apiserver');
    expect(found?.hosts).toEqual([`/a${place}`, `/b${place}`]);
    expect(found?.rows[0]?.why).toBe(own ? 'own-address' : undefined);
  });

  it('without a path are the standard input', () => {
    expect(compareMasters([master(undefined, {}), master('b', {})])[0]?.hosts).toEqual(['<stdin>', 'b']);
  });
});

describe('two values mean the same', () => {
  const list = (name: string, values: readonly string[], type = 'stringSlice') =>
    flag(name, values.join(), { type, values });

  it.each([
    'enable-admission-plugins',
    'disable-admission-plugins',
    'api-audiences',
    'etcd-servers',
    'service-account-key-file',
    'tls-cipher-suites',
    'cipher-suites',
    'requestheader-allowed-names',
  ])('in any order of --%s', (name) => {
    expect(sameValue(list(name, ['a', 'b']), list(name, ['b', 'a']))).toBe(true);
    expect(sameValue(list(name, ['a', 'b']), list(name, ['a', 'c']))).toBe(false);
  });

  it('in any order of a map, and in no other order of a list', () => {
    const type = 'mapStringBool';
    expect(
      sameValue(list('feature-gates', ['a=true', 'b=true'], type), list('feature-gates', ['b=true', 'a=true'], type)),
    ).toBe(true);
    expect(sameValue(list('authorization-mode', ['a', 'b']), list('authorization-mode', ['b', 'a']))).toBe(false);
  });

  it('as a duration in another spelling, and as nothing', () => {
    const duration = (value: string) => flag('x', value, { type: 'duration' });
    expect(sameValue(duration('60m'), duration('1h0m0s'))).toBe(true);
    expect(sameValue(duration('60m'), duration('1h1s'))).toBe(false);
    expect(sameValue(duration('odd'), duration('odder'))).toBe(false);
    expect(sameValue(flag('x', '60m'), flag('x', '1h'))).toBe(false);
    expect(sameValue(flag('x', '<nil>'), flag('x', ''))).toBe(true);
    expect(sameValue(flag('x', null), flag('x', ''))).toBe(true);
    expect(sameValue(flag('x', '<nil>'), flag('x', 'nil'))).toBe(false);
  });
});
