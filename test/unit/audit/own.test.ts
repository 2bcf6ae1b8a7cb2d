import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import { audit } from '../../../src/app/audit.js';
import { writeRendered } from '../../../src/app/render-folder.js';
import { layoutNames, type Target } from '../../../src/cluster/cluster.js';
import { components } from '../../../src/kernel/component.js';
import { Secret } from '../../../src/kernel/secret.js';
import { renderCluster } from '../../../src/render/render-cluster.js';
import { sampleBundle } from '../../support/sample-bundle.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const targets: readonly Target[] = ['systemd', 'static-pod'];
const versions = [
  { kubernetes: '1.34.4', etcd: '3.6.16' },
  { kubernetes: '1.37.1', etcd: '3.7.3' },
];
const cases = targets.flatMap((target) =>
  layoutNames.flatMap((layout) => versions.map((version) => ({ target, layout, ...version }))),
);

/** The report about what hardway renders for one master, read as a copy of the host's files. */
async function ownReport({ target, layout, kubernetes, etcd }: (typeof cases)[number]) {
  const plain = sampleCluster(1);
  const cluster = {
    ...plain,
    layout,
    kubernetes: { version: kubernetes },
    etcd: { version: etcd },
    controlPlane: { ...plain.controlPlane, target },
  };
  const encryptionKey = { name: 'key1', key: new Secret(randomBytes(32)) };
  const files = await renderCluster(cluster, { ...sampleBundle(cluster), encryptionKey });
  const out = path.join(folder.path, `${target}-${layout}-${kubernetes}`);
  await writeRendered(out, files, ['node1'], true);
  const started = files
    .map((file) => file.path)
    .filter((file) =>
      components.some((name) => file.endsWith(`/system/${name}.service`) || file.endsWith(`/manifests/${name}.yaml`)),
    );
  expect(started).toHaveLength(components.length);
  return audit({
    sources: started.map((file) => path.join(out, 'node1', file)),
    hosts: [],
    config: 'cluster.yaml',
    stdin: Readable.from([]),
    kubernetesVersion: kubernetes,
    rules: [],
    failOn: 'undetermined',
  });
}

describe('what hardway renders', () => {
  it.each(cases)('passes its own audit: $target $layout $kubernetes', async (one) => {
    const { report, exitCode } = await ownReport(one);
    const wrong = report.findings.filter(({ status }) => !['pass', 'notApplicable'].includes(status));
    expect(wrong.map(({ rule, component, status, reason }) => `${component} ${rule} ${status}: ${reason}`)).toEqual([]);
    expect(report.summary.pass).toBeGreaterThan(30);
    expect(exitCode).toBe(0);
  });
});
