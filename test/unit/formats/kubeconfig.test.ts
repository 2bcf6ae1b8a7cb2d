import { describe, expect, it } from 'vitest';
import { kubeconfigWithData, kubeconfigWithFiles, serverUrl } from '../../../src/formats/kubeconfig.js';
import { readKubeconfig } from '../../../src/formats/read-kubeconfig.js';
import { Secret } from '../../../src/kernel/secret.js';

const servers = [
  { name: 'demo-node1', url: serverUrl('198.51.100.11', 6443) },
  { name: 'demo-node2', url: serverUrl('2001:db8::2', 6443) },
] as const;

const key = '-----BEGIN PRIVATE KEY-----\nMIGHkey\n-----END PRIVATE KEY-----\n';

const embedded = kubeconfigWithData({
  servers,
  user: 'kubernetes-admin',
  certificateAuthority: 'the authority',
  clientCertificate: 'the certificate',
  clientKey: new Secret(key),
});

describe('writing kubeconfigs', () => {
  it('comes back equal from the reader, with everything inside', () => {
    const { kubeconfig, problems } = readKubeconfig(embedded.reveal().toString(), 'admin.conf');
    expect(problems).toEqual([]);
    expect(kubeconfig?.clusters).toEqual([
      {
        name: 'demo-node1',
        server: 'https://198.51.100.11:6443',
        certificateAuthority: { data: 'the authority' },
        skipsTlsVerify: false,
        tlsServerName: null,
        proxyUrl: null,
      },
      {
        name: 'demo-node2',
        server: 'https://[2001:db8::2]:6443',
        certificateAuthority: { data: 'the authority' },
        skipsTlsVerify: false,
        tlsServerName: null,
        proxyUrl: null,
      },
    ]);
    expect(kubeconfig?.currentContext).toBe('kubernetes-admin@demo-node1');
    const read = kubeconfig?.users[0]?.key;
    expect(read && 'data' in read ? read.data.reveal().toString() : '').toBe(key);
  });

  it('is a secret as a whole when it holds a key', () => {
    expect(String(embedded)).toBe('[secret]');
  });

  it('names files for components, and then holds no secret', () => {
    const text = kubeconfigWithFiles({
      servers: [servers[0]],
      user: 'system:kube-scheduler',
      certificateAuthority: '/etc/kubernetes/pki/ca.crt',
      clientCertificate: '/etc/kubernetes/pki/scheduler.crt',
      clientKey: '/etc/kubernetes/pki/scheduler.key',
    });
    const { kubeconfig, problems } = readKubeconfig(text, 'scheduler.conf');
    expect(problems).toEqual([]);
    expect(kubeconfig?.users).toEqual([
      {
        name: 'system:kube-scheduler',
        certificate: { file: '/etc/kubernetes/pki/scheduler.crt' },
        key: { file: '/etc/kubernetes/pki/scheduler.key' },
        other: null,
        token: null,
        command: null,
      },
    ]);
  });
});

describe('row 74: kubeconfigs that should not be trusted', () => {
  const sound = embedded.reveal().toString();
  it.each<[string, (text: string) => string, RegExp, string]>([
    [
      'data and file both',
      (text) => text.replace(/^( +)certificate-authority-data/m, '$1certificate-authority: /tmp/ca.crt\n$&'),
      /both given/,
      'error',
    ],
    [
      'no TLS verification',
      (text) => text.replace(/^( +)server:/m, '$1insecure-skip-tls-verify: true\n$&'),
      /anybody can pose/,
      'error',
    ],
    ['a server without TLS', (text) => text.replace('https://198', 'http://198'), /not reached over TLS/, 'error'],
    [
      'an exec plugin',
      (text) => text.replace(/^( +)client-key-data/m, '$1exec: { command: /bin/false }\n$&'),
      /does not run it/,
      'warning',
    ],
    [
      'a context of another user',
      (text) => text.replace(/^( +)user: kubernetes-admin$/m, '$1user: nobody'),
      /not in the file: nobody/,
      'error',
    ],
    [
      'a current context that is not there',
      (text) => text.replace(/current-context: .*/, 'current-context: other'),
      /current context is not/,
      'error',
    ],
    [
      'data that is not base64',
      (text) => text.replace(/client-key-data: \S+/, 'client-key-data: "%%%"'),
      /not base64/,
      'error',
    ],
    ['another kind of file', (text) => text.replace('kind: Config', 'kind: Pod'), /no kubeconfig/, 'error'],
    ['no YAML', () => 'a: [', /not valid YAML/, 'error'],
  ])('%s is reported with its line', (_, change, what, severity) => {
    const changed = change(sound);
    expect(changed).not.toBe(sound);
    const { problems } = readKubeconfig(changed, 'admin.conf');
    const found = problems.find((p) => what.test(p.what));
    expect(found).toMatchObject({ severity });
    expect(found?.where).toMatchObject({ file: 'admin.conf', line: expect.any(Number) as number });
    // The line of a problem may hold a key.
    expect(JSON.stringify(problems)).not.toContain(Buffer.from(key).toString('base64').slice(0, 20));
    expect(problems.every((p) => p.where.excerpt === undefined)).toBe(true);
  });
});
