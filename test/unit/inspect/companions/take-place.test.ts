import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../../src/catalog/load.js';
import type { FileAnswer, FileReader } from '../../../../src/inspect/companions/files.js';
import { hostPathOf } from '../../../../src/inspect/companions/requests.js';
import { inspectText } from '../../../../src/inspect/inspect-text.js';

const text = (content: string): FileAnswer => ({
  state: 'read',
  bytes: Buffer.from(content),
  mode: '0600',
  owner: 'root:root',
});

async function read(
  words: string[],
  answers: Readonly<Record<string, FileAnswer | undefined>> | undefined,
  effective = false,
) {
  const asked: string[][] = [];
  const files: FileReader = (paths) => {
    asked.push([...paths]);
    const known = answers ?? {};
    return Promise.resolve(new Map(paths.flatMap((path) => (known[path] === undefined ? [] : [[path, known[path]]]))));
  };
  const { components } = await inspectText(`${words.join('\0')}\0`, {
    source: '/proc/1/cmdline',
    catalogs: loadFlagCatalog,
    kubernetesVersion: '1.37',
    etcdVersion: '3.6',
    effective,
    ...(answers === undefined ? {} : { files }),
  });
  const [component] = components;
  if (component === undefined) throw new Error('nothing was read');
  const shown = (name: string) => {
    const flag = component.flags[name];
    return flag === undefined
      ? undefined
      : [flag.value, flag.origin, ...flag.overrode.map(({ value }) => `not ${value}`)];
  };
  return { component, shown, asked, codes: component.problems.map(({ code }) => code) };
}

describe('a file that takes the place of flags', () => {
  const kubelet = `kind: KubeletConfiguration
apiVersion: kubelet.config.k8s.io/v1beta1
authentication:
  x509: {clientCAFile: /ca.pem}
maxPods: 50
featureGates: {A: true, B: true}
`;

  it('of the kubelet: flags count over it, gates are merged, and its defaults are its own', async () => {
    const words = ['kubelet', '--config=/k.yaml', '--max-pods=20', '--feature-gates=B=false,C=true'];
    const { shown, component } = await read(words, { '/k.yaml': text(kubelet) }, true);
    expect(shown('max-pods')).toEqual(['20', 'set']);
    expect(shown('client-ca-file')).toEqual(['/ca.pem', 'file']);
    expect(component.flags['client-ca-file']?.provenance).toEqual([{ source: '/k.yaml', line: 4, column: 10 }]);
    expect(component.flags['feature-gates']?.values).toEqual(['A=true', 'B=false', 'C=true']);
    // Without a file these are true and AlwaysAllow.
    expect(shown('anonymous-auth')).toEqual(['false', 'default']);
    expect(shown('authorization-mode')).toEqual(['Webhook', 'default']);
    expect(component.settings?.anonymous?.value).toEqual(['false']);
    expect(component.settings?.authorizationModes?.value).toEqual(['Webhook']);
    const without = await read(['kubelet', '--v=2'], {}, true);
    expect(without.shown('anonymous-auth')).toEqual(['true', 'default']);
  });

  it('leads to files of its own, which are read in a second round and no third', async () => {
    const { component, asked } = await read(['kubelet', '--config=/k.yaml'], { '/k.yaml': text(kubelet) });
    expect(asked).toEqual([['/k.yaml'], ['/ca.pem']]);
    expect(component.companions?.map(({ flag, state }) => [flag, state])).toEqual([
      ['client-ca-file', 'out-of-reach'],
      ['config', 'read'],
    ]);
  });

  it('of the kubelet with a folder of drop-ins, which are not read, leaves open what these may say', async () => {
    const words = ['kubelet', '--config=/k.yaml', '--config-dir=/k.d', '--max-pods=20'];
    const { shown } = await read(words, { '/k.yaml': text(kubelet) }, true);
    expect([shown('max-pods'), shown('client-ca-file'), shown('anonymous-auth')]).toEqual([
      ['20', 'set'],
      [null, 'file'],
      [null, 'file'],
    ]);
  });

  describe('of the kubelet with drop-ins', () => {
    const head = 'kind: KubeletConfiguration\napiVersion: kubelet.config.k8s.io/v1beta1\n';
    const folder = (...paths: string[]): FileAnswer => ({ state: 'folder', paths });
    const answers = {
      '/k.yaml': text(`${kubelet}clusterDNS: [10.0.0.10, 10.0.0.11]\nserializeImagePulls: false\n`),
      '/k.d/': folder('/k.d/10-a.conf', '/k.d/20-b.conf'),
      '/k.d/10-a.conf': text(`${head}maxPods: 60\nfeatureGates: {B: false, C: true}\nclusterDNS: [10.0.0.12]\n`),
      '/k.d/20-b.conf': text(
        `${head}maxPods: 70\nfeatureGates: {A: null}\nserializeImagePulls: null\nauthentication: {x509: null}\n`,
      ),
    };

    it('takes the last value, replaces lists, merges maps, and goes back to the default on null', async () => {
      const { shown, component, asked } = await read(
        ['kubelet', '--config=/k.yaml', '--config-dir=/k.d'],
        answers,
        true,
      );
      expect(asked).toEqual([
        ['/k.yaml', '/k.d/'],
        ['/k.d/10-a.conf', '/k.d/20-b.conf'],
      ]);
      expect(shown('max-pods')).toEqual(['70', 'file']);
      expect(component.flags['max-pods']?.provenance).toMatchObject([{ source: '/k.d/20-b.conf', line: 3 }]);
      expect(shown('cluster-dns')).toEqual(['10.0.0.12', 'file']);
      expect(component.flags['feature-gates']?.values).toEqual(['B=false', 'C=true']);
      expect(shown('serialize-image-pulls')).toEqual(['true', 'default']);
      expect(shown('client-ca-file')).toEqual(['', 'default']);
      expect(component.companions?.map(({ flag, path, state }) => [flag, path, state])).toEqual([
        ['config', '/k.yaml', 'read'],
        ['config-dir', '/k.d/10-a.conf', 'read'],
        ['config-dir', '/k.d/20-b.conf', 'read'],
      ]);
    });

    it('has flags count over all of them, and reads the files that a drop-in names', async () => {
      const more = {
        ...answers,
        '/k.d/20-b.conf': text(`${head}authentication: {x509: {clientCAFile: /other.pem}}\n`),
      };
      const words = ['kubelet', '--config=/k.yaml', '--config-dir=/k.d', '--max-pods=20'];
      const { shown, asked } = await read(words, more);
      expect(shown('max-pods')).toEqual(['20', 'set']);
      expect(asked[2]).toEqual(['/other.pem']);
      expect(asked).toHaveLength(3);
    });

    it('and no file of its own keeps the defaults of flags', async () => {
      const { shown } = await read(['kubelet', '--config-dir=/k.d'], answers, true);
      expect([shown('max-pods'), shown('anonymous-auth')]).toEqual([
        ['70', 'file'],
        ['true', 'default'],
      ]);
    });

    it('one of which is not read, or is something else, leaves open what they say', async () => {
      const words = ['kubelet', '--config=/k.yaml', '--config-dir=/k.d'];
      const unread = await read(words, { ...answers, '/k.d/20-b.conf': undefined }, true);
      expect(unread.shown('max-pods')).toEqual([null, 'file']);
      const other = await read(words, { ...answers, '/k.d/20-b.conf': text('maxPods: 3\n') }, true);
      expect(other.shown('max-pods')).toEqual([null, 'file']);
      expect(other.component.companions?.at(-1)?.problems).toMatchObject([{ code: 'input-companion-invalid' }]);
      const missing = await read(words, { ...answers, '/k.d/': { state: 'missing' } });
      expect(missing.component.companions?.at(-1)).toMatchObject({ state: 'missing', flag: 'config-dir' });
    });
  });

  it('of the scheduler: some flags beside it are dead, those of leader election are not', async () => {
    const config =
      'kind: KubeSchedulerConfiguration\napiVersion: kubescheduler.config.k8s.io/v1\nclientConnection: {kubeconfig: /b}\n';
    const words = ['kube-scheduler', '--config=/s', '--profiling=false', '--kubeconfig=/a', '--leader-elect=false'];
    const { shown, codes, component } = await read(words, { '/s': text(config) });
    expect(shown('profiling')).toEqual(['true', 'default', 'not false']);
    expect(shown('kubeconfig')).toEqual(['/b', 'file', 'not /a']);
    expect(shown('leader-elect')).toEqual(['false', 'set']);
    expect(codes.filter((code) => code === 'input-dead-flag').length).toBe(2);
    expect(component.problems.find(({ code }) => code === 'input-dead-flag')?.fix).toContain('/s');
  });

  it('that cannot be read leaves open what it may say, and what is dead beside it', async () => {
    const words = ['kube-scheduler', '--config=/s', '--profiling=false', '--leader-elect=false'];
    for (const answers of [undefined, {}, { '/s': { state: 'missing' } as const }, { '/s': text('kind: Pod') }]) {
      const { shown } = await read(words, answers, true);
      expect(shown('profiling')).toEqual([null, 'file', 'not false']);
      expect(shown('kube-api-qps')).toEqual([null, 'file']);
      expect(shown('leader-elect')).toEqual(['false', 'set']);
      expect(shown('secure-port')).toEqual(['10259', 'default']);
    }
  });

  it('of kube-proxy kills nearly all flags', async () => {
    const config = 'kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nmode: nftables\n';
    const words = ['kube-proxy', '--config=/p', '--proxy-mode=ipvs', '--hostname-override=a', '--v=3'];
    const { shown, codes } = await read(words, { '/p': text(config) });
    expect(shown('proxy-mode')).toEqual(['nftables', 'file', 'not ipvs']);
    expect([shown('hostname-override'), shown('v')]).toEqual([
      ['a', 'set'],
      ['3', 'set'],
    ]);
    expect(codes.filter((code) => code === 'input-dead-flag').length).toBe(1);
  });

  it('of etcd kills all of them', async () => {
    const config =
      'name: b\nlisten-client-urls: https://198.51.100.11:2379\nclient-transport-security: {client-cert-auth: true}\n';
    const words = ['etcd', '--config-file=/e', '--name=a', '--data-dir=/d'];
    const { shown } = await read(words, { '/e': text(config) });
    expect(shown('name')).toEqual(['b', 'file', 'not a']);
    expect(shown('client-cert-auth')).toEqual(['true', 'file']);
    expect(shown('data-dir')).toEqual(['', 'default', 'not /d']);
    expect((await read(words, {})).shown('name')).toEqual([null, 'file', 'not a']);
  });

  it('of the apiserver: anonymous access and authorization modes', async () => {
    const authn =
      'kind: AuthenticationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nanonymous: {enabled: false}\n';
    const authz =
      'kind: AuthorizationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nauthorizers: [{type: Node, name: a}, {type: RBAC, name: b}]\n';
    const words = ['kube-apiserver', '--authentication-config=/n', '--authorization-config=/z'];
    const { shown, component } = await read(words, { '/n': text(authn), '/z': text(authz) }, true);
    expect(shown('anonymous-auth')).toEqual(['false', 'file']);
    expect(shown('authorization-mode')).toEqual(['Node,RBAC', 'file']);
    expect(component.settings?.authorizationModes?.value).toEqual(['Node', 'RBAC']);
    expect(component.settings?.anonymous?.value).toEqual(['false']);
    const unread = await read(words, {}, true);
    expect(unread.component.settings?.authorizationModes?.value).toBeNull();
    expect(unread.component.settings?.anonymous?.value).toBeNull();
    const both = await read([...words, '--anonymous-auth=true'], { '/n': text(authn) });
    expect(both.codes).toContain('input-conflicting-flags');
  });
});

describe('companions', () => {
  it('are told with mode and owner, or why they are not', async () => {
    const words = [
      'kube-apiserver',
      '--client-ca-file=/a',
      '--token-auth-file=/b',
      '--etcd-cafile=/c',
      '--audit-policy-file=d',
    ];
    const { component } = await read(words, {
      '/a': { state: 'missing' },
      '/b': text('t,u,1\n'),
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
    const { component } = await read(
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
    const { component } = await read(['kube-apiserver', '--client-ca-file=/a'], undefined);
    expect(component.companions).toBeUndefined();
  });

  it('of a pair of a name are two', async () => {
    const { component } = await read(['kube-apiserver', '--tls-sni-cert-key=/c,/k:a.example'], {});
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
