import { describe, expect, it } from 'vitest';
import { compareMasters } from '../../../src/inspect/compare-masters.js';
import type { Companion } from '../../../src/inspect/companion.js';
import type { EffectiveFlag, InspectedComponent } from '../../../src/inspect/effective-flag.js';

const flag = (name: string, value: string | null, more: Partial<EffectiveFlag> = {}): EffectiveFlag => ({
  name,
  type: 'string',
  value,
  origin: 'set',
  confidence: value === null ? 'undetermined' : 'certain',
  provenance: [],
  overrode: [],
  ...more,
});

function master(
  host: string,
  flags: Readonly<Record<string, string | null>>,
  more: Partial<InspectedComponent> = {},
): InspectedComponent {
  return {
    component: 'kube-apiserver',
    host,
    sources: [{ kind: 'proc' }],
    flags: Object.fromEntries(Object.entries(flags).map(([name, value]) => [name, flag(name, value)])),
    positionals: [],
    differences: [],
    problems: [],
    ...more,
  };
}

const rowsOf = (...masters: InspectedComponent[]) => compareMasters(masters)[0]?.rows;

describe('several masters', () => {
  it('that agree have a matrix without rows; one master has none', () => {
    expect(compareMasters([master('a', { v: '2' }), master('b', { v: '2' })])).toEqual([
      { component: 'kube-apiserver', hosts: ['a', 'b'], rows: [] },
    ]);
    expect(compareMasters([master('a', { v: '2' })])).toEqual([]);
  });

  it('that differ show each value, and null where the flag is not set', () => {
    expect(rowsOf(master('a', { v: '2' }), master('b', { v: '3' }), master('c', {}))).toEqual([
      { flag: 'v', expected: false, values: { a: '2', b: '3', c: null } },
    ]);
  });

  it('leave out a master of which the value cannot be known', () => {
    const cutOff = master('c', {}, { incomplete: true });
    expect(rowsOf(master('a', { v: '2' }), master('b', { v: null }), cutOff, master('d', { v: '3' }))).toEqual([
      { flag: 'v', expected: false, values: { a: '2', d: '3' } },
    ]);
    expect(rowsOf(master('a', { v: '2' }), cutOff)).toEqual([]);
  });

  it.each([
    ['its own address', 'advertise-address', '10.0.0.1', '10.0.0.2'],
    ['a path with its own name', 'tls-cert-file', '/pki/node1.crt', '/pki/node2.crt'],
    ['a URL with its own name', 'etcd-servers', 'https://node1.example:2379', 'https://node2.example:2379'],
    ['the state of a new and of a joining member', 'initial-cluster-state', 'new', 'existing'],
  ])('differ as expected in %s', (_what, name, a, b) => {
    expect(rowsOf(master('node1', { [name]: a }), master('node2', { [name]: b }))).toMatchObject([
      { flag: name, expected: true, values: { node1: a, node2: b } },
    ]);
  });

  it('know their address from another component of the same host', () => {
    const etcd = (host: string, url: string) => master(host, { 'advertise-client-urls': url }, { component: 'etcd' });
    const all = [
      etcd('node1', 'https://10.0.0.1:2379'),
      etcd('node2', 'https://10.0.0.2:2379'),
      master('node1', { 'etcd-servers': 'https://10.0.0.1:2379' }),
      master('node2', { 'etcd-servers': 'https://10.0.0.2:2379' }),
    ];
    const apiserver = compareMasters(all).find(({ component }) => component === 'kube-apiserver');
    expect(apiserver?.rows).toMatchObject([{ flag: 'etcd-servers', expected: true }]);
  });

  it('do not take the first number of an address for a name', () => {
    const rows = rowsOf(
      master('10.0.0.1', { v: '10', x: '10.9.9.9' }),
      master('10.0.0.2:2202', { v: '10', x: '10.9.9.9', y: '' }),
      master('12.0.0.2', { v: '12', x: '12.9.9.9' }),
    );
    expect(rows?.map(({ flag: name, expected }) => [name, expected])).toEqual([
      ['v', false],
      ['x', false],
      ['y', false],
    ]);
  });

  it('know their name without the port at which they are reached', () => {
    const rows = rowsOf(
      master('10.0.0.1:2201', { x: 'https://10.0.0.1:2379' }),
      master('node2:2202', { x: 'https://node2:2379' }),
      master('[fd00::1]:2203', { x: 'https://[fd00::1]:2379' }),
    );
    expect(rows).toMatchObject([{ flag: 'x', expected: false }]);
    expect(
      rowsOf(
        master('10.0.0.1:1', { x: '10.0.0.1' }),
        master('nn:2', { x: 'nn' }),
        master('[fd00::1]:3', { x: 'fd00::1' }),
      ),
    ).toMatchObject([{ flag: 'x', expected: true, why: 'own-address' }]);
  });

  it('do not take a longer address for their own', () => {
    const rows = rowsOf(
      master('node1', { 'advertise-address': '10.0.0.1', x: '10.0.0.11' }),
      master('node2', { 'advertise-address': '10.0.0.2', x: '10.0.0.22' }),
    );
    expect(rows?.find((row) => row.flag === 'x')?.expected).toBe(false);
  });

  it('differ as expected in the order of a list without order, and really in one with order', () => {
    const lists = (name: string, ...values: readonly string[]) =>
      master(
        `master-${values[0] ?? ''}`,
        {},
        { flags: { [name]: flag(name, values.join(), { type: 'stringSlice', values }) } },
      );
    expect(rowsOf(lists('etcd-servers', 'a', 'b'), lists('etcd-servers', 'b', 'a'))?.[0]?.expected).toBe(true);
    const modes = rowsOf(lists('authorization-mode', 'Node', 'RBAC'), lists('authorization-mode', 'RBAC', 'Node'));
    expect(modes?.[0]?.expected).toBe(false);
  });

  it('never expect that one of them lacks a flag', () => {
    const rows = rowsOf(master('node1', { 'advertise-address': '10.0.0.1' }), master('node2', {}));
    expect(rows?.[0]?.expected).toBe(false);
  });

  it('of different versions say so', () => {
    const matrix = compareMasters([master('a', {}, { version: '1.37.1' }), master('b', {}, { version: '1.36.3' })]);
    expect(matrix[0]?.versions).toEqual({ a: '1.37.1', b: '1.36.3' });
  });

  it('without hosts are told apart by their sources, and a second process of a host is not compared', () => {
    const { host, ...file } = master('x', { v: '1' }, { sources: [{ kind: 'manifest', path: 'a.yaml' }] });
    const matrix = compareMasters([file, master('b', { v: '1' }), master('b', { v: '9' })]);
    expect(host).toBe('x');
    expect(matrix).toEqual([{ component: 'kube-apiserver', hosts: ['a.yaml', 'b'], rows: [] }]);
  });

  it('survive flags and hosts with names of object members', () => {
    const rows = rowsOf(master('constructor', { toString: '1' }), master('__proto__', { toString: '2' }));
    expect(Object.entries(rows?.[0]?.values ?? {})).toEqual([
      ['constructor', '1'],
      ['__proto__', '2'],
    ]);
  });
});

describe('the files that flags of several masters name', () => {
  const certificate = (flagName: string, issuer: string, fingerprint: string): Companion => ({
    flag: flagName,
    path: '/p.crt',
    state: 'read',
    facts: {
      kind: 'certificates',
      certificates: [
        {
          subject: 's',
          issuer,
          notAfter: '',
          isCa: false,
          sans: [],
          fingerprint: fingerprint.repeat(64),
          publicKey: '',
        },
      ],
    },
    problems: [],
  });
  const withFile = (host: string, companion: Companion) => master(host, {}, { companions: [companion] });

  it.each([
    ['tls-cert-file', 'CN=ca', 'CN=ca', true],
    ['tls-cert-file', 'CN=ca', 'CN=other', false],
    ['client-ca-file', 'CN=ca', 'CN=ca', false],
  ])('%s issued by %s and %s: expected is %s', (name, a, b, expected) => {
    const rows = rowsOf(withFile('a', certificate(name, a, '1')), withFile('b', certificate(name, b, '2')));
    expect(rows).toMatchObject([{ flag: name, of: 'file', expected, values: { a: '1'.repeat(16) } }]);
  });

  it('make no row when they are the same or were not read', () => {
    const same = certificate('client-ca-file', 'CN=ca', '1');
    const missing: Companion = { flag: 'client-ca-file', path: '/p.crt', state: 'missing', problems: [] };
    expect(rowsOf(withFile('a', same), withFile('b', same), withFile('c', missing))).toEqual([]);
  });
});
