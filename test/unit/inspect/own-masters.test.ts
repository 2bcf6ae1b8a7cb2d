import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../../src/app/inspect.js';
import { loadBundle } from '../../../src/app/load-bundle.js';
import { writeRendered } from '../../../src/app/render-folder.js';
import { layoutNames, type Target } from '../../../src/cluster/cluster.js';
import type { MasterMatrix } from '../../../src/inspect/effective-flag.js';
import { systemClock } from '../../../src/kernel/clock.js';
import { components } from '../../../src/kernel/component.js';
import type { PkiBundle } from '../../../src/pki/pki-bundle.js';
import { renderCluster } from '../../../src/render/render-cluster.js';
import { testStore, type TestStore } from '../../support/pki-store.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
const nodes = ['node1', 'node2', 'node3'];
let store: TestStore;
let bundle: PkiBundle;
beforeAll(async () => {
  store = await testStore(sampleCluster(3));
  ({ bundle } = await loadBundle(store.directory, store.cluster, systemClock));
});
afterAll(() => {
  store.remove();
  folder.remove();
});

const targets: readonly Target[] = ['systemd', 'static-pod'];
const cases = targets.flatMap((target) => layoutNames.map((layout) => ({ target, layout })));

/** Three masters of our own, each a tree; what starts components in them. */
async function rendered({ target, layout }: (typeof cases)[number], out: string): Promise<readonly string[]> {
  const plain = sampleCluster(3);
  const cluster = { ...plain, layout, controlPlane: { ...plain.controlPlane, target } };
  const files = await renderCluster(cluster, bundle);
  await writeRendered(out, files, nodes, true);
  const starts = ({ path: file }: (typeof files)[number]): boolean =>
    components.some((name) => file.endsWith(`/system/${name}.service`) || file.endsWith(`/manifests/${name}.yaml`));
  return files.filter(starts).map((file) => path.join(out, file.host, file.path));
}

async function matrixOf(sources: readonly string[]): Promise<readonly MasterMatrix[]> {
  const { inspection } = await inspect({
    sources,
    hosts: [],
    config: 'cluster.yaml',
    stdin: Readable.from([]),
    effective: false,
  });
  return inspection.matrix ?? [];
}

const different = (matrix: readonly MasterMatrix[]) =>
  matrix.flatMap(({ component, rows }) =>
    rows
      .filter(({ expected }) => !expected)
      .map(({ flag, of, values }) => [component, flag, of, Object.values(values)]),
  );

function edit(file: string, from: string | RegExp, to: string): void {
  const text = readFileSync(file, 'utf8');
  const edited = text.replace(from, to);
  expect(edited).not.toBe(text);
  writeFileSync(file, edited);
}

describe('three masters of our own', () => {
  it.each(cases)('agree in every component, and say why what differs has to: $target $layout', async (one) => {
    const matrix = await matrixOf(await rendered(one, path.join(folder.path, `${one.target}-${one.layout}`)));
    expect(matrix.map(({ component, hosts }) => [component, hosts.length]).sort()).toEqual(
      components.map((component) => [component, 3]).sort(),
    );
    expect(different(matrix)).toEqual([]);
    const why = Object.fromEntries(
      matrix.flatMap(({ component, rows }) => rows.map((row) => [`${component} ${row.flag} ${row.of ?? ''}`, row.why])),
    );
    expect(why).toMatchObject({
      'kube-apiserver advertise-address ': 'own-address',
      'kube-apiserver tls-cert-file file': 'own-certificate',
      'kube-scheduler kubeconfig file': 'own-address',
      'kube-controller-manager authentication-kubeconfig file': 'own-address',
    });
    expect(Object.values(why)).not.toContain(undefined);
  });

  it('show a flag, a kubeconfig and an authority that was changed on one of them, and nothing else', async () => {
    const out = path.join(folder.path, 'changed');
    const sources = await rendered({ target: 'systemd', layout: 'kubeadm' }, out);
    edit(
      path.join(out, 'node2/etc/systemd/system/kube-controller-manager.service'),
      /--profiling=false/,
      '--profiling=true',
    );
    edit(path.join(out, 'node3/etc/kubernetes/scheduler.conf'), '198.51.100.13', '198.51.100.99');
    const sa = path.join(out, 'node1/etc/kubernetes/pki/front-proxy-ca.crt');
    writeFileSync(sa, readFileSync(path.join(out, 'node1/etc/kubernetes/pki/ca.crt')));
    const found = different(await matrixOf(sources));
    expect(found.filter(([, flag]) => flag !== 'requestheader-client-ca-file')).toEqual([
      ['kube-controller-manager', 'profiling', undefined, ['false', 'true', 'false']],
      ...['authentication-kubeconfig', 'authorization-kubeconfig', 'kubeconfig'].map((flag) => [
        'kube-scheduler',
        flag,
        'file',
        ['https://198.51.100.11:6443', 'https://198.51.100.12:6443', 'https://198.51.100.99:6443'],
      ]),
    ]);
    expect(found.filter(([, flag]) => flag === 'requestheader-client-ca-file').map(([component]) => component)).toEqual(
      ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler'],
    );
  });

  it('of which only one component is read have each their own apiserver; two of them do not prove that', async () => {
    const sources = await rendered({ target: 'systemd', layout: 'kubeadm' }, path.join(folder.path, 'alone'));
    const schedulers = sources.filter((source) => source.endsWith('kube-scheduler.service'));
    const [matrix] = await matrixOf(schedulers);
    expect(matrix?.rows.map(({ expected, why }) => [expected, why])).toEqual(Array(3).fill([true, 'own-apiserver']));
    expect(different(await matrixOf(schedulers.slice(1)))).toHaveLength(3);
  });
});
