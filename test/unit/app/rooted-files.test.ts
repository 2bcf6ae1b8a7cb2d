import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { inspectFile } from '../../../src/app/inspect-file.js';
import { rootedFiles, rootOf } from '../../../src/app/rooted-files.js';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const manifest = path.join(folder.path, 'etc/kubernetes/manifests/kube-apiserver.yaml');
mkdirSync(path.dirname(manifest), { recursive: true });
mkdirSync(path.join(folder.path, 'srv/tokens'), { recursive: true });
writeFileSync(path.join(folder.path, 'srv/tokens/known.csv'), 'a,b,c\n');
chmodSync(path.join(folder.path, 'srv/tokens/known.csv'), 0o640);
writeFileSync(
  manifest,
  `kind: Pod
spec:
  containers:
  - command: [kube-apiserver, --token-auth-file=/tokens/known.csv, --client-ca-file=/tokens/ca.crt]
    volumeMounts: [{name: t, mountPath: /tokens}]
  volumes: [{name: t, hostPath: {path: /srv/tokens}}]
`,
);

const nothing = {
  [Symbol.asyncIterator]: () => ({ next: () => Promise.resolve({ done: true as const, value: undefined }) }),
};

describe('the root of a tree that is laid out as on a host', () => {
  it.each([
    ['/etc/kubernetes/manifests/a.yaml', ''],
    ['/x/node1/etc/kubernetes/manifests/a.yaml', '/x/node1'],
    ['/x/etc/systemd/system/kube-apiserver.service', '/x'],
    ['/x/usr/lib/systemd/system/etcd.service', '/x'],
    ['/x/manifests/a.yaml', null],
  ])('of %s', (file, root) => {
    expect(rootOf(file)).toBe(root);
  });
});

describe('files that flags point to', () => {
  it('are found below the root, through the volumes of the pod', async () => {
    const { components } = await inspectFile(manifest, nothing, { catalogs: loadFlagCatalog });
    expect(components[0]?.companions).toMatchObject([
      // The tree may be a part of the host only.
      { flag: 'client-ca-file', state: 'out-of-reach' },
      { flag: 'token-auth-file', hostPath: '/srv/tokens/known.csv', state: 'read', mode: '0640', facts: { rows: 1 } },
    ]);
  });

  it('that are not there are missing below a root that is told', async () => {
    const { components } = await inspectFile(manifest, nothing, { catalogs: loadFlagCatalog, root: folder.path });
    expect(components[0]?.companions?.map(({ state }) => state)).toEqual(['missing', 'read']);
  });

  it('say why they cannot be read', async () => {
    const answers = await rootedFiles(folder.path, { partial: false })([
      '/srv/tokens',
      '/srv/none/x',
      '/srv/tokens/known.csv/x',
    ]);
    expect([...answers].map(([at, { state }]) => [at, state])).toEqual([
      ['/srv/tokens', 'unreadable'],
      ['/srv/none/x', 'missing'],
      ['/srv/tokens/known.csv/x', 'missing'],
    ]);
  });
});
