import { describe, expect, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { managedFlags } from '../../../src/cluster/managed-flags.js';
import { components } from '../../../src/kernel/component.js';
import { flagSets } from '../../../src/render/flag-sets.js';
import { sampleCluster, sampleHost } from '../../support/sample-cluster.js';

const controlPlane = sampleCluster(1).controlPlane;

/** Clusters that together make hardway set every flag it ever sets. */
const clusters: readonly Cluster[] = [
  sampleCluster(3),
  sampleCluster(1, { controlPlane: { ...controlPlane, signing: true } }),
  sampleCluster(1, { hosts: [{ ...sampleHost(1), address: '127.0.0.1' }] }),
  sampleCluster(1, {
    network: { pods: ['10.200.0.0/16', 'fd00:10::/48'], services: ['10.32.0.0/24', 'fd00:20::/112'], domain: 'x' },
  }),
];

describe('the flags that validation takes for managed', () => {
  it.each(components)('are the ones that are rendered for %s', async (component) => {
    const sets = await Promise.all(clusters.flatMap((cluster) => cluster.hosts.map((host) => flagSets(cluster, host))));
    const rendered = sets
      .flat()
      .filter((set) => set.component === component)
      .flatMap((set) => set.flags.map((flag) => flag.name));
    const { wired, adjustable } = managedFlags[component];
    expect([...wired, ...adjustable].sort()).toEqual([...new Set(rendered)].sort());
  });
});
