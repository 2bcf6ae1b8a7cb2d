import { afterAll, describe, expect, it } from 'vitest';
import { rootedFiles } from '../../../src/app/rooted-files.js';
import { hostFileReader } from '../../../src/inspect/host-files.js';
import { inWalkOrder } from '../../../src/inspect/companions/files.js';
import { hostTree } from '../../support/host-tree.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});
const tree = hostTree(folder.path);
const at = `${folder.path}/etc/kubelet.d`;
for (const name of ['20-b.conf', '10 a.conf', 'sub.conf', 'sub/2.conf', 'sub/1.conf', 'readme.md', 'sub/deep/x.conf']) {
  tree.put(`etc/kubelet.d/${name}`, 'x');
}
const inOrder = ['10 a.conf', '20-b.conf', 'sub/1.conf', 'sub/2.conf', 'sub/deep/x.conf', 'sub.conf'];

describe('a folder of drop-ins', () => {
  it('is listed on a host in the order in which Go walks, in the one round trip', async () => {
    const files = hostFileReader(tree.transport, { asRoot: false });
    const before = tree.answers.length;
    const answers = await files([`${at}/`, at, `${at}/none/`, `${at}/20-b.conf`]);
    expect(answers.get(`${at}/`)).toEqual({ state: 'folder', paths: inOrder.map((name) => `${at}/${name}`) });
    expect(answers.get(at)).toMatchObject({ state: 'unreadable' });
    expect(answers.get(`${at}/none/`)).toEqual({ state: 'missing' });
    expect(answers.get(`${at}/20-b.conf`)).toMatchObject({ state: 'read' });
    expect(tree.answers.length - before).toBe(1);
  });

  it('is listed below the root of a copied tree by the paths of the host', async () => {
    const files = rootedFiles(folder.path, { partial: true });
    const answers = await files(['/etc/kubelet.d/', '/etc/none/', '/etc/kubelet.d']);
    expect(answers.get('/etc/kubelet.d/')).toEqual({
      state: 'folder',
      paths: inOrder.map((name) => `/etc/kubelet.d/${name}`),
    });
    expect(answers.has('/etc/none/')).toBe(false);
    expect(answers.get('/etc/kubelet.d')).toMatchObject({ state: 'unreadable' });
  });

  it('comes in an order that does not depend on how it was listed', () => {
    expect(inWalkOrder(['/a/b.conf', '/a/b/c', '/a/a'])).toEqual(['/a/a', '/a/b/c', '/a/b.conf']);
  });
});
