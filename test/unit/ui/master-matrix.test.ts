import { describe, expect, it } from 'vitest';
import type { MasterMatrix } from '../../../src/inspect/effective-flag.js';
import { masterMatrixView } from '../../../src/ui/views/master-matrix.js';

const view = (rows: MasterMatrix['rows'], hosts: readonly string[], more: Partial<MasterMatrix> = {}) =>
  masterMatrixView([{ component: 'kube-apiserver', hosts, rows, ...more }]);

describe('the matrix of masters', () => {
  it('says that they agree, and in what they differ as they should', () => {
    const rows: MasterMatrix['rows'] = [
      { flag: 'advertise-address', expected: true, why: 'own-address', values: { a: '10.0.0.1', b: '10.0.0.2' } },
      {
        flag: 'kubeconfig',
        of: 'file',
        expected: true,
        why: 'own-address',
        values: { a: 'https://a', b: 'https://b' },
      },
      { flag: 'tls-cert-file', of: 'file', expected: true, why: 'own-certificate', values: { a: '1', b: '2' } },
      { flag: 'etcd-servers', expected: true, why: 'same-meaning', values: { a: 'a,b', b: 'b,a' } },
    ];
    expect(view(rows, ['a', 'b'])).toBe(
      [
        'kube-apiserver: 2 masters agree',
        'as expected, these differ',
        '  own address, name or membership: advertise-address, kubeconfig (file)',
        '  own certificate or key, same issuer: tls-cert-file (file)',
        '  the same, written otherwise: etcd-servers',
        '',
      ].join('\n'),
    );
  });

  it('is a table where it fits', () => {
    const rows: MasterMatrix['rows'] = [
      { flag: 'profiling', expected: false, values: { a: 'false', c: null } },
      { flag: 'v', expected: false, values: { a: '2', b: '', c: '4' } },
    ];
    expect(view(rows, ['a', 'b', 'c'], { versions: { a: '1.37.1', b: '1.36.3', c: null } })).toBe(
      [
        'kube-apiserver: 3 masters differ',
        'FLAG       a       b          c',
        '(version)  1.37.1  1.36.3     (unknown)',
        'profiling  false   (unknown)  (not set)',
        'v          2       (empty)    4',
        '',
      ].join('\n'),
    );
  });

  it('groups the masters by value where it does not, the most of them first', () => {
    const hosts = Array.from({ length: 100 }, (_, i) => `node${i}`);
    const values = Object.fromEntries(hosts.map((host, i) => [host, i === 3 ? '7' : '30']));
    expect(view([{ flag: 'audit-log-maxage', expected: false, values }], hosts)).toBe(
      [
        'kube-apiserver: 100 masters differ',
        '  audit-log-maxage',
        '    30',
        '      node0, node1, node2, node4, node5 and 94 more',
        '    7',
        '      node3',
        '',
      ].join('\n'),
    );
  });

  it('shows of lists only what not all have', () => {
    const values = { a: 'A,B,C', b: 'A,B', c: null };
    const text = view([{ flag: 'l', of: 'file', expected: false, values }], ['a', 'b', 'c']);
    expect(text).toContain('l (file)  C besides 2 in common  nothing besides 2 in common  (not set)');
  });

  it('shows lists in another order whole', () => {
    const rows = [{ flag: 'l', expected: false, values: { a: 'A,B', b: 'B,A' } }];
    expect(view(rows, ['a', 'b'])).toContain('l     A,B  B,A');
  });

  it('escapes what a host says', () => {
    const rows = [{ flag: 'v', expected: false, values: { a: '\u001b[31m', 'b\u202e': 'x' } }];
    expect(view(rows, ['a', 'b\u202e'])).not.toMatch(/[\u001b\u202e]/);
  });
});
