import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadBundle } from '../../src/app/load-bundle.js';
import { createPki } from '../../src/app/pki-create.js';
import { hostPaths } from '../../src/cluster/layout.js';
import { systemClock } from '../../src/kernel/clock.js';
import { Secret } from '../../src/kernel/secret.js';
import type { PkiBundle } from '../../src/pki/pki-bundle.js';
import { renderCluster } from '../../src/render/render-cluster.js';
import { realBinary } from '../support/real-binaries.js';
import { sampleCluster } from '../support/sample-cluster.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const { controlPlane } = sampleCluster(1);
const cluster = sampleCluster(1, { controlPlane: { ...controlPlane, target: 'static-pod' } });
const rootfs = path.join(folder.path, 'rootfs');

/** What kubeadm says about one certificate or authority. */
interface Row {
  readonly name: string;
  readonly missing?: boolean;
  readonly residualTime: number;
}

async function place(file: string, content: string | Buffer): Promise<void> {
  await mkdir(path.dirname(path.join(rootfs, file)), { recursive: true });
  await writeFile(path.join(rootfs, file), content);
}

/** kubeadm judges kubeconfigs only when everything is embedded, so the judge gets each client in that form. */
function embedded(bundle: PkiBundle, id: string): string {
  const base64 = (part: string | Buffer | undefined): string => Buffer.from(part ?? '').toString('base64');
  const client = bundle.certificates.get(id);
  const authority = bundle.certificates.get('kubernetes-ca');
  const value = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'demo',
        cluster: {
          server: 'https://198.51.100.11:6443',
          'certificate-authority-data': base64(authority?.certificate),
        },
      },
    ],
    users: [
      {
        name: 'u',
        user: {
          'client-certificate-data': base64(client?.certificate),
          'client-key-data': base64(client?.key?.reveal()),
        },
      },
    ],
    contexts: [{ name: 'c', context: { cluster: 'demo', user: 'u' } }],
    'current-context': 'c',
  };
  return JSON.stringify(value);
}

beforeAll(async () => {
  const pki = path.join(folder.path, 'pki');
  await createPki(pki, cluster);
  const { bundle } = await loadBundle(pki, cluster, systemClock);
  for (const file of await renderCluster(cluster, bundle)) {
    await place(file.path, file.content instanceof Secret ? file.content.reveal() : file.content);
  }
  const { kubeconfig } = hostPaths(cluster.layout, 'static-pod');
  await place(kubeconfig.admin, embedded(bundle, 'admin'));
  await place(kubeconfig.superAdmin, embedded(bundle, 'super-admin'));
  await place(kubeconfig.controllerManager, embedded(bundle, 'node1/controller-manager'));
  await place(kubeconfig.scheduler, embedded(bundle, 'node1/scheduler'));
});
afterAll(() => {
  folder.remove();
});

describe('kubeadm, over a rendered host', () => {
  it('finds every certificate and authority it knows, none of them missing or short-lived', async () => {
    const kubeadm = await realBinary('kubeadm');
    const command = ['certs', 'check-expiration', '--rootfs', rootfs, '--output', 'json'];
    const { stdout } = await promisify(execFile)(kubeadm, command);
    const said = JSON.parse(stdout) as { certificates: Row[]; certificateAuthorities: Row[] };
    expect(said.certificates.map((row) => row.name).sort()).toEqual([
      'admin.conf',
      'apiserver',
      'apiserver-etcd-client',
      'apiserver-kubelet-client',
      'controller-manager.conf',
      'etcd-healthcheck-client',
      'etcd-peer',
      'etcd-server',
      'front-proxy-client',
      'scheduler.conf',
      'super-admin.conf',
    ]);
    expect(said.certificateAuthorities.map((row) => row.name).sort()).toEqual(['ca', 'etcd-ca', 'front-proxy-ca']);
    const day = 86_400;
    for (const row of [...said.certificates, ...said.certificateAuthorities]) {
      expect([row.name, row.missing ?? false]).toEqual([row.name, false]);
      expect(row.residualTime, row.name).toBeGreaterThan(360 * day);
    }
  });
});
