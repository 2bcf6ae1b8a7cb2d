import type { InspectedComponent } from '../effective-flag.js';
import type { FileAnswer } from './files.js';
import { companionFlags, type CompanionKind } from './companion-flags.js';

/** A directory or file of the host that a container sees under another path. */
export interface Mount {
  readonly mountPath: string;
  readonly hostPath: string;
}

/** A file to look at. */
export interface CompanionRequest {
  readonly flag: string;
  readonly kind: CompanionKind;
  /** As the component sees it. */
  readonly path: string;
  /** Where it is on the host; null where the component sees a file that no path of the host leads to. */
  readonly hostPath: string | null;
}

/** Removes `.`, `..` and doubled slashes; nothing leads above the root. */
function normal(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

function join(folder: string, rest: string): string {
  return normal(`${folder}/${rest}`);
}

/**
 * The path on the host of a path in a container: by the mount whose path is the longest prefix. Null when none is, and
 * for relative paths, since the working directory is not known. Without mounts (no container) a path is that of the host.
 */
export function hostPathOf(path: string, mounts: readonly Mount[] | undefined): string | null {
  if (!path.startsWith('/')) return null;
  const wanted = normal(path);
  if (mounts === undefined) return wanted;
  const fitting = mounts
    .map((mount) => ({ ...mount, prefix: normal(mount.mountPath) }))
    .filter(({ prefix }) => wanted === prefix || wanted.startsWith(prefix === '/' ? '/' : `${prefix}/`));
  const best = fitting.reduce<(typeof fitting)[number] | undefined>(
    (longest, mount) => (longest === undefined || mount.prefix.length > longest.prefix.length ? mount : longest),
    undefined,
  );
  return best === undefined ? null : join(best.hostPath, wanted.slice(best.prefix.length));
}

/** `cert,key:names` of --tls-sni-cert-key. */
function pairFiles(pair: string): readonly [string, CompanionKind][] {
  const [files = ''] = pair.split(':');
  const [certificate = '', key = ''] = files.split(',');
  return [
    [certificate, 'certificates'],
    [key, 'key'],
  ];
}

function maxFiles<T>(requests: readonly T[]): readonly T[] {
  return requests.slice(0, 200);
}

/**
 * The files that the flags of a component point to, with their paths on the host. Flags without a known value, and empty
 * ones, point to nothing. `mounts` are those of its container, where it runs in one. In place of a folder come its files,
 * once `answers` lists them.
 */
export function companionPaths(
  component: InspectedComponent,
  mounts: readonly Mount[] | undefined,
  answers?: ReadonlyMap<string, FileAnswer>,
): readonly CompanionRequest[] {
  const request = (flag: string, kind: CompanionKind, path: string): CompanionRequest[] => {
    if (path === '') return [];
    const hostPath = hostPathOf(path, mounts);
    if (kind !== 'folder' || hostPath === null) return [{ flag, kind, path, hostPath }];
    const listed = answers?.get(`${hostPath}/`);
    if (listed?.state !== 'folder') return [{ flag, kind, path, hostPath: `${hostPath}/` }];
    return listed.paths.map((file) => ({
      flag,
      kind: 'component-config',
      path: join(path, file.slice(hostPath.length)),
      hostPath: file,
    }));
  };
  const named = companionFlags(component.component).flatMap(([flag, kind]) => {
    const value = component.flags[flag];
    if (value === undefined || value.value === null || value.origin === 'default') return [];
    return (value.values ?? [value.value]).flatMap((path) => request(flag, kind, path));
  });
  const sni = component.flags['tls-sni-cert-key'];
  const pairs = sni?.origin === 'default' ? [] : (sni?.values ?? []);
  const served = pairs.flatMap(pairFiles).flatMap(([path, kind]) => request('tls-sni-cert-key', kind, path));
  return maxFiles([...named, ...served]);
}
