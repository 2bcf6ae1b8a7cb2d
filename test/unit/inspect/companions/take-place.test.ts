import { describe, expect, it } from 'vitest';
import type { FileAnswer } from '../../../../src/inspect/companions/files.js';
import { readWithFiles, textFile } from '../../../support/with-files.js';

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
    const { shown, component } = await readWithFiles(words, { '/k.yaml': textFile(kubelet) }, true);
    expect(shown('max-pods')).toEqual(['20', 'set']);
    expect(shown('client-ca-file')).toEqual(['/ca.pem', 'file']);
    expect(component.flags['client-ca-file']?.provenance).toEqual([{ source: '/k.yaml', line: 4, column: 10 }]);
    expect(component.flags['feature-gates']?.values).toEqual(['A=true', 'B=false', 'C=true']);
    // Without a file these are true and AlwaysAllow.
    expect(shown('anonymous-auth')).toEqual(['false', 'default']);
    expect(shown('authorization-mode')).toEqual(['Webhook', 'default']);
    expect(component.settings?.anonymous?.value).toEqual(['false']);
    expect(component.settings?.authorizationModes?.value).toEqual(['Webhook']);
    const without = await readWithFiles(['kubelet', '--v=2'], {}, true);
    expect(without.shown('anonymous-auth')).toEqual(['true', 'default']);
  });

  it('leads to files of its own, which are read in a second round and no third', async () => {
    const { component, asked } = await readWithFiles(['kubelet', '--config=/k.yaml'], { '/k.yaml': textFile(kubelet) });
    expect(asked).toEqual([['/k.yaml'], ['/ca.pem']]);
    expect(component.companions?.map(({ flag, state }) => [flag, state])).toEqual([
      ['client-ca-file', 'out-of-reach'],
      ['config', 'read'],
    ]);
  });

  it('of the kubelet with a folder of drop-ins, which are not read, leaves open what these may say', async () => {
    const words = ['kubelet', '--config=/k.yaml', '--config-dir=/k.d', '--max-pods=20'];
    const { shown } = await readWithFiles(words, { '/k.yaml': textFile(kubelet) }, true);
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
      '/k.yaml': textFile(`${kubelet}clusterDNS: [10.0.0.10, 10.0.0.11]\nserializeImagePulls: false\n`),
      '/k.d/': folder('/k.d/10-a.conf', '/k.d/20-b.conf'),
      '/k.d/10-a.conf': textFile(`${head}maxPods: 60\nfeatureGates: {B: false, C: true}\nclusterDNS: [10.0.0.12]\n`),
      '/k.d/20-b.conf': textFile(
        `${head}maxPods: 70\nfeatureGates: {A: null}\nserializeImagePulls: null\nauthentication: {x509: null}\n`,
      ),
    };

    it('takes the last value, replaces lists, merges maps, and goes back to the default on null', async () => {
      const { shown, component, asked } = await readWithFiles(
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
        '/k.d/20-b.conf': textFile(`${head}authentication: {x509: {clientCAFile: /other.pem}}\n`),
      };
      const words = ['kubelet', '--config=/k.yaml', '--config-dir=/k.d', '--max-pods=20'];
      const { shown, asked } = await readWithFiles(words, more);
      expect(shown('max-pods')).toEqual(['20', 'set']);
      expect(asked[2]).toEqual(['/other.pem']);
      expect(asked).toHaveLength(3);
    });

    it('and no file of its own keeps the defaults of flags', async () => {
      const { shown } = await readWithFiles(['kubelet', '--config-dir=/k.d'], answers, true);
      expect([shown('max-pods'), shown('anonymous-auth')]).toEqual([
        ['70', 'file'],
        ['true', 'default'],
      ]);
    });

    it('one of which is not read, or is something else, leaves open what they say', async () => {
      const words = ['kubelet', '--config=/k.yaml', '--config-dir=/k.d'];
      const unread = await readWithFiles(words, { ...answers, '/k.d/20-b.conf': undefined }, true);
      expect(unread.shown('max-pods')).toEqual([null, 'file']);
      const other = await readWithFiles(words, { ...answers, '/k.d/20-b.conf': textFile('maxPods: 3\n') }, true);
      expect(other.shown('max-pods')).toEqual([null, 'file']);
      expect(other.component.companions?.at(-1)?.problems).toMatchObject([{ code: 'input-companion-invalid' }]);
      const missing = await readWithFiles(words, { ...answers, '/k.d/': { state: 'missing' } });
      expect(missing.component.companions?.at(-1)).toMatchObject({ state: 'missing', flag: 'config-dir' });
    });
  });

  it('of the scheduler: some flags beside it are dead, those of leader election are not', async () => {
    const config =
      'kind: KubeSchedulerConfiguration\napiVersion: kubescheduler.config.k8s.io/v1\nclientConnection: {kubeconfig: /b}\n';
    const words = ['kube-scheduler', '--config=/s', '--profiling=false', '--kubeconfig=/a', '--leader-elect=false'];
    const { shown, codes, component } = await readWithFiles(words, { '/s': textFile(config) });
    expect(shown('profiling')).toEqual(['true', 'default', 'not false']);
    expect(shown('kubeconfig')).toEqual(['/b', 'file', 'not /a']);
    expect(shown('leader-elect')).toEqual(['false', 'set']);
    expect(codes.filter((code) => code === 'input-dead-flag').length).toBe(2);
    expect(component.problems.find(({ code }) => code === 'input-dead-flag')?.fix).toContain('/s');
  });

  it('that cannot be read leaves open what it may say, and what is dead beside it', async () => {
    const words = ['kube-scheduler', '--config=/s', '--profiling=false', '--leader-elect=false'];
    for (const answers of [undefined, {}, { '/s': { state: 'missing' } as const }, { '/s': textFile('kind: Pod') }]) {
      const { shown } = await readWithFiles(words, answers, true);
      expect(shown('profiling')).toEqual([null, 'file', 'not false']);
      expect(shown('kube-api-qps')).toEqual([null, 'file']);
      expect(shown('leader-elect')).toEqual(['false', 'set']);
      expect(shown('secure-port')).toEqual(['10259', 'default']);
    }
  });

  it('of kube-proxy kills nearly all flags', async () => {
    const config = 'kind: KubeProxyConfiguration\napiVersion: kubeproxy.config.k8s.io/v1alpha1\nmode: nftables\n';
    const words = ['kube-proxy', '--config=/p', '--proxy-mode=ipvs', '--hostname-override=a', '--v=3'];
    const { shown, codes } = await readWithFiles(words, { '/p': textFile(config) });
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
    const { shown } = await readWithFiles(words, { '/e': textFile(config) });
    expect(shown('name')).toEqual(['b', 'file', 'not a']);
    expect(shown('client-cert-auth')).toEqual(['true', 'file']);
    expect(shown('data-dir')).toEqual(['', 'default', 'not /d']);
    expect((await readWithFiles(words, {})).shown('name')).toEqual([null, 'file', 'not a']);
  });

  it('of the apiserver: anonymous access and authorization modes', async () => {
    const authn =
      'kind: AuthenticationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nanonymous: {enabled: false}\n';
    const authz =
      'kind: AuthorizationConfiguration\napiVersion: apiserver.config.k8s.io/v1\nauthorizers: [{type: Node, name: a}, {type: RBAC, name: b}]\n';
    const words = ['kube-apiserver', '--authentication-config=/n', '--authorization-config=/z'];
    const { shown, component } = await readWithFiles(words, { '/n': textFile(authn), '/z': textFile(authz) }, true);
    expect(shown('anonymous-auth')).toEqual(['false', 'file']);
    expect(shown('authorization-mode')).toEqual(['Node,RBAC', 'file']);
    expect(component.settings?.authorizationModes?.value).toEqual(['Node', 'RBAC']);
    expect(component.settings?.anonymous?.value).toEqual(['false']);
    const unread = await readWithFiles(words, {}, true);
    expect(unread.component.settings?.authorizationModes?.value).toBeNull();
    expect(unread.component.settings?.anonymous?.value).toBeNull();
    const both = await readWithFiles([...words, '--anonymous-auth=true'], { '/n': textFile(authn) });
    expect(both.codes).toContain('input-conflicting-flags');
  });
});
