import type { Cluster, Host } from '../cluster/cluster.js';
import { type HostPaths, hostPaths } from '../cluster/layout.js';
import { refuseErrors } from '../kernel/problem.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import { configFiles } from './files/configs.js';
import { kubeconfigFiles } from './files/kubeconfigs.js';
import { Material } from './files/material.js';
import { etcdPkiFiles, masterPkiFiles } from './files/pki.js';
import { sysusersFile } from './files/sysusers.js';
import { unitFile } from './files/unit.js';
import { flagSets } from './flag-sets.js';
import type { RenderedFile } from './rendered-file.js';
import { manifestFile } from './static-pod/manifest.js';

export interface RenderOptions {
  /** Put before every path; empty on real hosts, the folder of the lab for plain processes. */
  readonly root?: string;
}

/** One file per path: where a layout gives two artefacts one path, the file serves the readers of both. */
function merged(files: readonly RenderedFile[]): readonly RenderedFile[] {
  const byPath = new Map<string, RenderedFile>();
  for (const file of files) {
    const other = byPath.get(file.path);
    byPath.set(
      file.path,
      other === undefined ? file : { ...other, usedBy: [...new Set([...other.usedBy, ...file.usedBy])] },
    );
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Everything that the components of a host read. */
async function readFiles(
  cluster: Cluster,
  host: Host,
  material: Material,
  paths: HostPaths,
): Promise<readonly RenderedFile[]> {
  const master = host.roles.includes('control-plane');
  return merged([
    ...(host.roles.includes('etcd') ? etcdPkiFiles(cluster, host, material, paths) : []),
    ...(master ? masterPkiFiles(cluster, host, material, paths) : []),
    ...(master ? await configFiles(cluster, host, material.bundle, paths) : []),
    ...(master ? kubeconfigFiles(cluster, host, paths) : []),
  ]);
}

async function hostFiles(
  cluster: Cluster,
  host: Host,
  material: Material,
  options: RenderOptions,
): Promise<readonly RenderedFile[]> {
  const { root = '' } = options;
  const paths = hostPaths(cluster.layout, cluster.controlPlane.target, root);
  const sets = await flagSets(cluster, host, root);
  const files = await readFiles(cluster, host, material, paths);
  if (cluster.controlPlane.target === 'static-pod') {
    return merged([...files, ...sets.map((flagSet) => manifestFile(host, flagSet, files, paths))]);
  }
  const units = await Promise.all(sets.map((flagSet) => unitFile(cluster, host, flagSet, paths)));
  const users = host.roles.includes('etcd') ? [await sysusersFile(host, root)] : [];
  return merged([...files, ...units, ...users]);
}

/**
 * Every file of every host, hosts in the order of the config, files by path. The same inputs give the same bytes.
 * Throws when certificates or keys are missing (`render-material-missing`), with all of them.
 */
export async function renderCluster(
  cluster: Cluster,
  bundle: PkiBundle,
  options: RenderOptions = {},
): Promise<readonly RenderedFile[]> {
  const material = new Material(bundle);
  const perHost: (readonly RenderedFile[])[] = [];
  // One after the other, so that problems come in the order of the hosts.
  for (const host of cluster.hosts) perHost.push(await hostFiles(cluster, host, material, options));
  refuseErrors(material.problems());
  return perHost.flat();
}
