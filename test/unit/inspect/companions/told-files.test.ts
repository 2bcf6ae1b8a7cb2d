import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hostPathOf } from '../../../../src/inspect/companions/requests.js';
import { readWithFiles, textFile } from '../../../support/with-files.js';

describe('companions', () => {
  it('are told with mode and owner, or why they are not', async () => {
    const words = [
      'kube-apiserver',
      '--client-ca-file=/a',
      '--token-auth-file=/b',
      '--etcd-cafile=/c',
      '--audit-policy-file=d',
    ];
    const { component } = await readWithFiles(words, {
      '/a': { state: 'missing' },
      '/b': textFile('t,u,1\n'),
      '/c': { state: 'unreadable', why: 'no' },
    });
    expect(component.companions?.map(({ flag, state, mode, facts }) => [flag, state, mode, facts?.kind])).toEqual([
      ['client-ca-file', 'missing', undefined, undefined],
      ['audit-policy-file', 'out-of-reach', undefined, undefined],
      ['token-auth-file', 'read', '0600', 'credentials-table'],
      ['etcd-cafile', 'unreadable', undefined, undefined],
    ]);
    expect(component.companions?.flatMap(({ problems }) => problems.map(({ code }) => code))).toEqual([
      'input-companion-missing',
      'input-companion-unreadable',
    ]);
  });

  it('that are private keys may stay on their host: then the public half is told, where it could be had', async () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const pem = Buffer.from(publicKey.export({ type: 'spki', format: 'pem' }));
    const { component } = await readWithFiles(
      ['kube-apiserver', '--tls-private-key-file=/a', '--etcd-keyfile=/b', '--kubelet-client-key=/c'],
      {
        '/a': { state: 'read', bytes: pem, privateKey: true },
        '/b': { state: 'read', bytes: Buffer.alloc(0), privateKey: true },
        '/c': { state: 'read', bytes: Buffer.alloc(0) },
      },
    );
    expect(
      component.companions?.map(({ state, facts }) => [state, facts?.kind === 'key' && facts.publicKeys.length]),
    ).toEqual([
      ['read', 1],
      ['read', 0],
      ['invalid', false],
    ]);
    expect(component.companions?.map(({ problems }) => problems.length)).toEqual([0, 0, 1]);
  });

  it('are not spoken of where there is no file system around the source', async () => {
    const { component } = await readWithFiles(['kube-apiserver', '--client-ca-file=/a'], undefined);
    expect(component.companions).toBeUndefined();
  });

  it('of a pair of a name are two', async () => {
    const { component } = await readWithFiles(['kube-apiserver', '--tls-sni-cert-key=/c,/k:a.example'], {});
    expect(component.companions?.map(({ path }) => path)).toEqual(['/c', '/k']);
  });
});

describe('the path on the host', () => {
  const mounts = [
    { mountPath: '/etc/kubernetes', hostPath: '/srv/k8s' },
    { mountPath: '/etc/kubernetes/pki/', hostPath: '/srv/pki' },
    { mountPath: '/file.conf', hostPath: '/srv/other.conf' },
  ];
  it.each([
    ['/etc/kubernetes/audit.yaml', '/srv/k8s/audit.yaml'],
    ['/etc/kubernetes/pki/ca.crt', '/srv/pki/ca.crt'],
    ['/etc/kubernetes/pki/../x', '/srv/k8s/x'],
    ['/etc/kubernetes-not/x', null],
    ['/file.conf', '/srv/other.conf'],
    ['/usr/share/ca.crt', null],
    ['relative', null],
  ])('of %s in a container', (path, expected) => {
    expect(hostPathOf(path, mounts)).toBe(expected);
  });

  it('is the path itself without a container, and never above the root', () => {
    expect(hostPathOf('/a//b/./c', undefined)).toBe('/a/b/c');
    expect(hostPathOf('/../../etc/shadow', undefined)).toBe('/etc/shadow');
    expect(hostPathOf('/x', [{ mountPath: '/', hostPath: '/root' }])).toBe('/root/x');
  });
});
