import { describe, expect, it } from 'vitest';
import { cacheDirectory } from '../../src/binaries/cache-directory.js';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { supportedKubernetesMinors } from '../../src/catalog/versions.js';
import { type Cluster, layoutNames } from '../../src/cluster/cluster.js';
import { ensureBaseImage } from '../../src/lab/base-image.js';
import { renderCluster } from '../../src/render/render-cluster.js';
import { noLab, silent } from '../support/lab-hosts.js';
import { sampleBundle } from '../support/sample-bundle.js';
import { sampleCluster } from '../support/sample-cluster.js';
import { verifyUnits } from '../support/verify-units.js';

/** Values that mean something to systemd or to a shell, where a program would take them as they are. */
const awkward = 'a b%n $HOME ${X} "quoted" \\ # ; --c=d';

async function unitsOf(cluster: Cluster): Promise<ReadonlyMap<string, string>> {
  const files = await renderCluster(cluster, sampleBundle(cluster));
  const units = files.filter(({ host, path }) => host === 'node1' && path.endsWith('.service'));
  return new Map(units.map(({ path, content }) => [path.slice(path.lastIndexOf('/') + 1), String(content)]));
}

function cases(): readonly (readonly [string, Cluster])[] {
  const withAwkward = { extraArgs: [{ name: 'audit-log-format', value: awkward, override: false }], unset: [] };
  const sample = sampleCluster(3);
  return layoutNames.flatMap((layout) =>
    supportedKubernetesMinors.map((minor) => {
      const options = { ...sample.options, 'kube-apiserver': withAwkward };
      const kubernetes = { version: `${minor}.0` };
      return [`${minor}, ${layout}`, sampleCluster(3, { layout, kubernetes, options })] as const;
    }),
  );
}

describe.skipIf(noLab)('systemd, judging every rendered unit in the base tree of the lab', () => {
  it.each(cases())('accepts the four units of Kubernetes %s, and finds them sandboxed', async (_, cluster) => {
    expect(await loadFlagCatalog('kube-apiserver', cluster.kubernetes.version)).not.toBeNull();
    const base = await ensureBaseImage(cacheDirectory(), silent, new AbortController().signal);
    const units = await unitsOf(cluster);
    const { complaints, exposure } = await verifyUnits(base, units);
    expect(complaints).toBe('');
    expect([...exposure.keys()]).toHaveLength(4);
    for (const [unit, score] of exposure) expect([unit, score <= 1.5]).toEqual([unit, true]);
  });

  it('is a judge that can refuse', async () => {
    const base = await ensureBaseImage(cacheDirectory(), silent, new AbortController().signal);
    const { complaints } = await verifyUnits(base, new Map([['etcd.service', '[Service]\nExecStart=relative/path\n']]));
    expect(complaints).toContain('etcd.service');
  });
});
