import { describe, expect, it } from 'vitest';
import { HardwayError } from '../../../src/kernel/problem.js';
import { Secret } from '../../../src/kernel/secret.js';
import { renderCluster } from '../../../src/render/render-cluster.js';
import { sampleBundle } from '../../support/sample-bundle.js';
import { sampleCluster, sampleHost } from '../../support/sample-cluster.js';

function text(content: string | Secret): string {
  return content instanceof Secret ? content.reveal().toString('latin1') : content;
}

describe('renderCluster', () => {
  it('renders the same bytes from the same inputs', async () => {
    const cluster = sampleCluster(3);
    const once = await renderCluster(cluster, sampleBundle(cluster));
    const twice = await renderCluster(structuredClone(cluster), sampleBundle(cluster));
    expect(twice.map((file) => [file.host, file.path, text(file.content)])).toEqual(
      once.map((file) => [file.host, file.path, text(file.content)]),
    );
  });

  it('gives every path of a host one file', async () => {
    const cluster = sampleCluster(3, {
      controlPlane: { target: 'static-pod', port: 6443, certSANs: [], signing: true },
    });
    const files = await renderCluster(cluster, sampleBundle(cluster));
    const places = files.map((file) => `${file.host}${file.path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('keeps every private key secret and 0600, and nothing else', async () => {
    const cluster = sampleCluster(1);
    for (const file of await renderCluster(cluster, sampleBundle(cluster))) {
      const holdsKey = /PRIVATE KEY|secret: /.test(text(file.content));
      expect([file.path, file.content instanceof Secret]).toEqual([file.path, holdsKey]);
      if (holdsKey) expect([file.path, file.mode]).toEqual([file.path, 0o600]);
    }
  });

  it('puts no key of an authority on a host, and that of the Kubernetes CA only for signing', async () => {
    const paths = async (signing: boolean): Promise<string[]> => {
      const cluster = sampleCluster(1, { controlPlane: { target: 'systemd', port: 6443, certSANs: [], signing } });
      const files = await renderCluster(cluster, sampleBundle(cluster));
      return files.filter((file) => text(file.content).includes(caKey)).map((file) => file.path);
    };
    const caKey = Buffer.from('PRIVATE KEY of kubernetes-ca').toString('base64');
    expect(await paths(false)).toEqual([]);
    expect(await paths(true)).toEqual(['/etc/kubernetes/pki/ca.key']);
  });

  it('gives a host only what its roles need', async () => {
    const hosts = [sampleHost(1, ['etcd']), sampleHost(2, ['control-plane'])];
    const cluster = sampleCluster(1, { hosts });
    const files = await renderCluster(cluster, sampleBundle(cluster));
    const of = (name: string): string[] => files.filter((file) => file.host === name).map((file) => file.path);
    expect(of('node1').filter((path) => path.includes('kubernetes') || path.includes('kube-'))).toEqual([]);
    expect(of('node2').filter((path) => path.startsWith('/etc/etcd') || path.includes('etcd.service'))).toEqual([]);
    expect(of('node2')).toContain('/etc/kubernetes/pki/etcd/ca.crt');
  });

  it('puts the root before every path, in names and in contents', async () => {
    const cluster = sampleCluster(1);
    const files = await renderCluster(cluster, sampleBundle(cluster), { root: '/lab/1' });
    for (const file of files) {
      expect(file.path).toMatch(/^\/lab\/1\//);
      expect(text(file.content)).not.toMatch(/(?<!\/lab\/1)\/etc\/(kubernetes|etcd)\//);
    }
  });

  it('names everything that is missing from the PKI at once', async () => {
    const cluster = sampleCluster(3);
    const bundle = sampleBundle(cluster);
    const certificates = new Map(bundle.certificates);
    certificates.delete('node2/apiserver');
    certificates.delete('node3/etcd-peer');
    const error: unknown = await renderCluster(cluster, { ...bundle, certificates }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(HardwayError);
    const { problems, exitCode } = error as HardwayError;
    expect(problems.map((p) => [p.code, p.where.host])).toEqual([
      ['render-material-missing', 'node2'],
      ['render-material-missing', 'node3'],
    ]);
    expect(exitCode).toBe(6);
  });
});
