import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { compareVersions } from '../../src/kernel/version.js';
import { supportedKubernetesMinors } from '../../src/catalog/versions.js';
import { type Cluster, type LayoutName, layoutNames, type Target } from '../../src/cluster/cluster.js';
import { argvOf } from '../../src/formats/argv.js';
import { sha256 } from '../../src/kernel/digest.js';
import { Secret } from '../../src/kernel/secret.js';
import { flagSets } from '../../src/render/flag-sets.js';
import { renderCluster } from '../../src/render/render-cluster.js';
import type { RenderedFile } from '../../src/render/rendered-file.js';
import { sampleBundle } from '../support/sample-bundle.js';
import { sampleCluster, sampleHost } from '../support/sample-cluster.js';

/**
 * What is rendered, as files one can read and review. `UPDATE_GOLDEN=1 npm test` writes them anew; the diff is then
 * reviewed like any other. Whole trees for a few clusters, the flags alone for the rest of the matrix.
 */
const golden = path.dirname(fileURLToPath(import.meta.url));
const update = process.env.UPDATE_GOLDEN === '1';

type Topology = 'single' | 'stacked' | 'apart' | 'dual';

interface Case {
  readonly topology: Topology;
  readonly target: Target;
  readonly layout: LayoutName;
  readonly kubernetes: string;
  readonly etcd: string;
}

const dualNetwork = {
  pods: ['10.200.0.0/16', 'fd00:10:200::/48'],
  services: ['10.32.0.0/24', 'fd00:10:32::/112'],
  domain: 'cluster.local',
};

function topologyOf(topology: Topology): Cluster {
  if (topology === 'single') return sampleCluster(1);
  if (topology === 'stacked') return sampleCluster(3);
  if (topology === 'dual') return sampleCluster(1, { network: dualNetwork });
  const members = [1, 2, 3].map((n) => sampleHost(n, ['etcd']));
  return sampleCluster(3, { hosts: [...members, sampleHost(4, ['control-plane']), sampleHost(5, ['control-plane'])] });
}

function clusterOf({ topology, target, layout, kubernetes, etcd }: Case): Cluster {
  const cluster = topologyOf(topology);
  return {
    ...cluster,
    layout,
    kubernetes: { version: kubernetes },
    etcd: { version: etcd },
    controlPlane: { ...cluster.controlPlane, target },
  };
}

const newest = { kubernetes: '1.37.1', etcd: '3.6.16' };
const name = ({ topology, target, layout, kubernetes }: Case): string => {
  return `${topology}-${target}-${layout}-${kubernetes.split('.').slice(0, 2).join('.')}`;
};

const trees: readonly Case[] = [
  { topology: 'single', target: 'systemd', layout: 'kubeadm', ...newest },
  { topology: 'single', target: 'systemd', layout: 'kthw-crt', ...newest },
  { topology: 'single', target: 'systemd', layout: 'kthw', ...newest },
  { topology: 'single', target: 'static-pod', layout: 'kubeadm', ...newest },
  { topology: 'single', target: 'static-pod', layout: 'kthw-crt', kubernetes: '1.35.4', etcd: '3.6.16' },
];

const topologies: readonly Topology[] = ['single', 'stacked', 'apart'];
const targets: readonly Target[] = ['systemd', 'static-pod'];
const layouts = layoutNames;
const versions = supportedKubernetesMinors.flatMap((minor) => {
  const oldest = compareVersions(minor, '1.34') < 0 ? ['3.5.35'] : [];
  const members = [...oldest, '3.6.16', ...(minor === '1.37' ? ['3.7.3'] : [])];
  return members.map((etcd) => ({ kubernetes: `${minor}.1`, etcd }));
});

type Shape = Pick<Case, 'topology' | 'target' | 'layout'>;
const matrix: readonly Shape[] = [
  ...topologies.flatMap((topology) =>
    targets.flatMap((target) => layouts.map((layout) => ({ topology, target, layout }))),
  ),
  { topology: 'dual', target: 'systemd', layout: 'kubeadm' },
];

/** Secrets are in the goldens by digest only, so that nobody learns to commit key material. */
function shown(file: RenderedFile): string {
  return file.content instanceof Secret ? `secret, ${sha256(file.content.reveal())}\n` : file.content;
}

function listing(files: readonly RenderedFile[]): string {
  const lines = files.map(({ path: place, mode, owner, onChange, usedBy }) => {
    return `${mode.toString(8).padStart(4, '0')} ${owner} ${place} ${onChange} ${usedBy.join(',')}`.trimEnd();
  });
  return `${lines.join('\n')}\n`;
}

async function treeOf(cluster: Cluster): Promise<ReadonlyMap<string, string>> {
  const files = await renderCluster(cluster, sampleBundle(cluster));
  return new Map([
    ...files.map((file) => [`${file.host}${file.path}`, shown(file)] as const),
    ...cluster.hosts.map(
      (host) => [`${host.name}/LISTING`, listing(files.filter((file) => file.host === host.name))] as const,
    ),
  ]);
}

function readTree(folder: string): ReadonlyMap<string, string> {
  if (!existsSync(folder)) return new Map();
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const places = entries.map((entry) => path.join(entry.parentPath, entry.name));
  return new Map(places.map((place) => [path.relative(folder, place), readFileSync(place, 'utf8')]));
}

function writeTree(folder: string, tree: ReadonlyMap<string, string>): void {
  rmSync(folder, { recursive: true, force: true });
  for (const [place, content] of tree) {
    mkdirSync(path.dirname(path.join(folder, place)), { recursive: true });
    writeFileSync(path.join(folder, place), content);
  }
}

async function commandLines(cluster: Cluster): Promise<string> {
  const parts: string[] = [];
  for (const host of cluster.hosts) {
    for (const set of await flagSets(cluster, host)) {
      parts.push([`# ${host.name} ${set.component}`, ...argvOf(set.flags)].join('\n'));
    }
  }
  return `${parts.join('\n\n')}\n`;
}

/**
 * The command lines of all hosts in all versions. Those that most versions share come first and without a title;
 * versions that set something else have theirs.
 */
async function flagsOf(shape: Shape): Promise<string> {
  const byText = new Map<string, string[]>();
  for (const version of versions) {
    const text = await commandLines(clusterOf({ ...shape, ...version }));
    byText.set(text, [...(byText.get(text) ?? []), `Kubernetes ${version.kubernetes} with etcd ${version.etcd}`]);
  }
  const [usual, ...others] = [...byText].sort(([, a], [, b]) => b.length - a.length);
  return [usual?.[0] ?? '', ...others.map(([text, titles]) => `## ${titles.join(', ')}\n\n${text}`)].join('\n');
}

describe('the golden trees', () => {
  it.each(trees.map((one) => [name(one), one] as const))('%s is what is rendered', async (title, one) => {
    const folder = path.join(golden, title);
    const tree = await treeOf(clusterOf(one));
    if (update) writeTree(folder, tree);
    const before = readTree(folder);
    expect([...tree.keys()].sort()).toEqual([...before.keys()].sort());
    for (const [place, content] of tree) expect(content, place).toBe(before.get(place));
  });
});

describe('the golden flags', () => {
  it('cover several versions', () => {
    expect(versions.length).toBeGreaterThanOrEqual(4);
  });

  it.each(matrix.map((shape) => [`${shape.topology}-${shape.target}-${shape.layout}`, shape] as const))(
    '%s are what is set',
    async (title, shape) => {
      const file = path.join(golden, 'flags', `${title}.txt`);
      const flags = await flagsOf(shape);
      if (update) {
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, flags);
      }
      expect(flags).toBe(readFileSync(file, 'utf8'));
    },
  );
});
