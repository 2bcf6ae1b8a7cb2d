import path from 'node:path';
import type { HostPaths } from '../../cluster/layout.js';
import type { Component } from '../../kernel/component.js';
import { sha256 } from '../../kernel/digest.js';
import { flagPaths } from '../flag-paths.js';
import type { FlagSet } from '../flag-set.js';
import type { RenderedFile } from '../rendered-file.js';

/** A piece of the host that a container sees at the same path. */
export interface Mount {
  readonly path: string;
  readonly readOnly: boolean;
  /** As `hostPath.type` spells it; empty: whatever is there. */
  readonly type: '' | 'File' | 'FileOrCreate' | 'Directory' | 'DirectoryOrCreate';
}

/** Public roots, for webhooks and identity providers outside of the cluster. */
const publicRoots: Mount = { path: '/etc/ssl/certs', readOnly: true, type: 'DirectoryOrCreate' };

function isAbove(folder: string, other: string): boolean {
  return folder === '/' || other.startsWith(`${folder}/`);
}

/**
 * A folder is mounted rather than its files: a file that is replaced by renaming keeps its old content inside a
 * container that mounts the file itself. Only the folder that the manifests lie in, or any above it, is not handed out as
 * a whole; the root of the host least of all, it would hide the container's own.
 */
export function fileMount(file: string, manifestDirectory: string): Mount {
  const folder = path.posix.dirname(file);
  return isAbove(folder, manifestDirectory)
    ? { path: file, readOnly: true, type: 'File' }
    : { path: folder, readOnly: true, type: 'Directory' };
}

/** What the flags of a component need from the host; `read` says what is mounted for a file that is only read. */
export function flagMounts(flagSet: FlagSet, read: (file: string) => Mount): readonly Mount[] {
  return flagSet.flags.flatMap(({ name, values }) =>
    values
      .flatMap((value) => flagPaths(name, value))
      .map((found): Mount => {
        if (!found.written) return read(found.path);
        const folder = found.holds === 'file' ? path.posix.dirname(found.path) : found.path;
        if (folder === '/') return { path: found.path, readOnly: false, type: 'FileOrCreate' };
        return { path: folder, readOnly: false, type: 'DirectoryOrCreate' };
      }),
  );
}

/**
 * What a component needs from the host: the files it reads, the folders it writes, and every other path that one of
 * its flags names. Nothing twice, nothing inside something that is mounted already in the same way.
 */
export function mountsOf(flagSet: FlagSet, files: readonly RenderedFile[], paths: HostPaths): readonly Mount[] {
  return withoutNested([
    ...files
      .filter((file) => file.usedBy.includes(flagSet.component))
      .map((file) => fileMount(file.path, paths.manifestDirectory)),
    ...flagMounts(flagSet, (file) => ({ path: file, readOnly: true, type: '' })),
    ...rootsFor(flagSet.component),
  ]);
}

/** kube-apiserver and kube-controller-manager talk to servers outside of the cluster. */
export function rootsFor(component: Component): readonly Mount[] {
  return component === 'kube-apiserver' || component === 'kube-controller-manager' ? [publicRoots] : [];
}

/** The mounts by path, nothing twice, nothing inside something that is mounted already in the same way. */
export function withoutNested(wanted: readonly Mount[]): readonly Mount[] {
  const byPath = new Map<string, Mount>();
  for (const mount of wanted) {
    const other = byPath.get(mount.path);
    if (other === undefined || (other.readOnly && !mount.readOnly)) byPath.set(mount.path, mount);
  }
  const mounts = [...byPath.values()];
  return mounts
    .filter((mount) => !mounts.some((other) => other.readOnly === mount.readOnly && isAbove(other.path, mount.path)))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

function slug(hostPath: string): string {
  const readable = hostPath
    .slice(1)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return readable;
}

/** Names of volumes by path, each a DNS label (RFC 1123): readable, with a digest where two paths would read the same. */
export function volumeNames(paths: readonly string[]): ReadonlyMap<string, string> {
  const slugs = paths.map(slug);
  return new Map(
    paths.map((hostPath, i) => {
      const name = slugs[i] ?? '';
      if (name !== '' && name.length <= 63 && slugs.indexOf(name) === slugs.lastIndexOf(name)) return [hostPath, name];
      const digest = sha256(hostPath).slice('sha256:'.length, 'sha256:'.length + 8);
      return [hostPath, `path-${name.slice(0, 48).replace(/-+$/, '')}-${digest}`.replace('--', '-')];
    }),
  );
}
