import path from 'node:path';
import type { Cluster, Target } from '../cluster/cluster.js';
import type { Clock } from '../kernel/clock.js';
import { nearest } from '../kernel/nearest.js';
import { type Problem, problem, refuseErrors } from '../kernel/problem.js';
import { modeText } from '../plan/file-changes.js';
import { renderCluster } from '../render/render-cluster.js';
import type { RenderedFile } from '../render/rendered-file.js';
import { loadBundle } from './load-bundle.js';
import { loadCluster } from './load-cluster.js';
import { type RenderChange, renderChanges } from './render-changes.js';
import { readRendered, writeRendered } from './render-folder.js';

export interface RenderRequest {
  readonly config: string;
  /** Folder of the store; `pki/` beside the config when left out. */
  readonly pki?: string;
  /** Where to render to; `rendered/` beside the config when left out. */
  readonly out?: string;
  /** Names of hosts; all when left out. */
  readonly hosts?: readonly string[];
  /** In place of the target of the config. */
  readonly target?: Target;
  /** Compare with the folder instead of writing to it. */
  readonly diff: boolean;
  readonly clock: Clock;
}

/** A rendered file as it is listed; never its content. */
export type ListedFile = Pick<RenderedFile, 'host' | 'path' | 'owner' | 'usedBy' | 'onChange' | 'about'> & {
  /** `0600` */
  readonly mode: string;
  readonly secret: boolean;
};

export interface RenderResult {
  /** The folder, absolute. */
  readonly directory: string;
  readonly target: Target;
  readonly files: readonly ListedFile[];
  /** What differs from the folder as it was before. */
  readonly changes: readonly RenderChange[];
  /** False with `--diff`. */
  readonly written: boolean;
  readonly problems: readonly Problem[];
}

function listed(file: RenderedFile): ListedFile {
  const { host, path: place, owner, usedBy, onChange, about } = file;
  const secret = typeof file.content !== 'string';
  return { host, path: place, mode: modeText(file.mode), owner, secret, usedBy, onChange, about };
}

/** The names that are asked for, in the order of the config. Throws with every name that is not in it. */
export function chosenHosts(cluster: Cluster, asked: readonly string[] | undefined): readonly string[] {
  const names = cluster.hosts.map((host) => host.name);
  if (asked === undefined || asked.length === 0) return names;
  const unknown = asked.filter((name) => !names.includes(name));
  refuseErrors(
    unknown.map((name) => {
      const close = nearest(name, names);
      return problem('usage-invalid', {
        what: `there is no host ${name} in the config`,
        expected: `one of: ${names.join(', ')}`,
        ...(close === undefined ? {} : { fix: `did you mean ${close}?` }),
      });
    }),
  );
  return names.filter((name) => asked.includes(name));
}

/** Renders the files of a cluster into a folder, or says what that would change there. */
export async function render(request: RenderRequest): Promise<RenderResult> {
  const loaded = await loadCluster(request.config);
  const target = request.target ?? loaded.cluster.controlPlane.target;
  const cluster = { ...loaded.cluster, controlPlane: { ...loaded.cluster.controlPlane, target } };
  const hosts = chosenHosts(cluster, request.hosts);
  const pki = request.pki ?? path.join(loaded.directory, 'pki');
  const { bundle, warnings } = await loadBundle(pki, cluster, request.clock);
  const files = (await renderCluster(cluster, bundle)).filter((file) => hosts.includes(file.host));
  const directory = path.resolve(request.out ?? path.join(loaded.directory, 'rendered'));
  const all = hosts.length === cluster.hosts.length;
  const changes = renderChanges(files, await readRendered(directory, hosts));
  if (!request.diff) await writeRendered(directory, files, hosts, all);
  return {
    directory,
    target,
    files: files.map(listed),
    changes,
    written: !request.diff,
    problems: [...loaded.warnings, ...warnings],
  };
}
