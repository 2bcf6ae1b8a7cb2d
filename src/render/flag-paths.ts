/**
 * Flags whose value may begin with a slash and is no path on the host: keys in etcd, paths of the API, regular expressions,
 * and resources of the core group (`/events#https://…`).
 */
const notOnTheHost: ReadonlySet<string> = new Set([
  'authorization-always-allow-paths',
  'cors-allowed-origins',
  'etcd-prefix',
  'etcd-servers-overrides',
]);

/** Flags whose value the component writes to: the folder itself, or the folder of the file. */
const written: Readonly<Record<string, 'folder' | 'file'>> = {
  'data-dir': 'folder',
  'wal-dir': 'folder',
  'cert-dir': 'folder',
  'log-dir': 'folder',
  'log-file': 'file',
  'log-outputs': 'file',
  'audit-log-path': 'file',
  'debug-socket-path': 'file',
  'flex-volume-plugin-dir': 'folder',
};

/** A path on the host that a flag names. */
export interface FlagPath {
  readonly path: string;
  readonly holds: 'file' | 'folder';
  readonly written: boolean;
}

/** The paths on the host in one value of a flag: none, one, or the two of `certificate,key:names`. */
export function flagPaths(name: string, value: string): readonly FlagPath[] {
  if (notOnTheHost.has(name) || !value.startsWith('/')) return [];
  const holds = written[name];
  if (holds !== undefined) return [{ path: value, holds, written: true }];
  const paths = name === 'tls-sni-cert-key' ? (value.split(':')[0] ?? '').split(',') : [value];
  return paths.filter((path) => path.startsWith('/')).map((path) => ({ path, holds: 'file', written: false }));
}
