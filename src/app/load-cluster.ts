import { homedir, userInfo } from 'node:os';
import path from 'node:path';
import { loadFlagCatalog } from '../catalog/load.js';
import { checkConfig } from '../cluster/check-config.js';
import type { Cluster } from '../cluster/cluster.js';
import { type ReadConfig, readConfig } from '../cluster/read-config.js';
import type { Catalogs } from '../cluster/rules/rule.js';
import { decodeUtf8 } from '../formats/utf8.js';
import { type Component, components } from '../kernel/component.js';
import { sha256 } from '../kernel/digest.js';
import { fail, HardwayError, type Problem, refuseErrors } from '../kernel/problem.js';
import { parseVersion } from '../kernel/version.js';
import { readInput } from './read-input.js';

/** The most that a config may hold: some thousand hosts. */
export const maxConfigBytes = 1024 * 1024;

export interface LoadedCluster {
  readonly cluster: Cluster;
  readonly warnings: readonly Problem[];
  /** The path of the config as it was given. */
  readonly file: string;
  /** The absolute folder of the config; `pki/` and `rendered/` are beside it. */
  readonly directory: string;
  /** `sha256:…` of the bytes of the config. */
  readonly digest: string;
}

function versionOf(read: ReadConfig, component: Component): string | undefined {
  const { spec } = read.draft;
  const version = component === 'etcd' ? spec?.etcd?.version : spec?.kubernetes?.version;
  return version === undefined || parseVersion(version) === null ? undefined : version;
}

/** The flags of the versions that a config names. */
export async function catalogsFor(read: ReadConfig): Promise<Catalogs> {
  const loaded = await Promise.all(
    components.map(async (component) => {
      const version = versionOf(read, component);
      return [component, version === undefined ? null : await loadFlagCatalog(component, version)] as const;
    }),
  );
  return Object.fromEntries(loaded);
}

/** Bytes of a config as text; refused with the offset of the first byte that is not UTF-8. */
export function configText(bytes: Buffer, file: string): string {
  const decoded = decodeUtf8(bytes);
  if ('text' in decoded) return decoded.text;
  const { invalidAt, looksLike } = decoded;
  return fail('config-unreadable', {
    where: { file },
    what: `the byte at offset ${invalidAt} is not UTF-8${looksLike === undefined ? '' : `; the file looks like ${looksLike}`}`,
    expected: 'UTF-8 text',
    fix: 'save the file as UTF-8',
  });
}

/** Checks the text of a config as if it stood in `directory`. Throws a HardwayError with every problem. */
export async function checkedCluster(
  text: string,
  place: { readonly file: string; readonly directory: string },
): Promise<{ readonly cluster: Cluster; readonly warnings: readonly Problem[] }> {
  const read = readConfig(text, place);
  const around = { directory: place.directory, home: homedir(), user: userInfo().username };
  const { cluster, problems } = checkConfig(read, await catalogsFor(read), around);
  const warnings = refuseErrors(problems);
  if (cluster === null) throw new HardwayError(problems);
  return { cluster, warnings };
}

/**
 * Reads and checks the config of a cluster. Throws a HardwayError with every problem of the file; nothing but the file
 * and the flag catalogue is touched.
 */
export async function loadCluster(configPath: string): Promise<LoadedCluster> {
  const { bytes, file } = await readInput(configPath, {
    maxBytes: maxConfigBytes,
    code: 'config-unreadable',
    fixWhenMissing: 'write one: hardway init, or name yours with --config FILE',
  });
  const directory = path.resolve(path.dirname(configPath));
  const { cluster, warnings } = await checkedCluster(configText(bytes, file), { file, directory });
  return { cluster, warnings, file, directory, digest: sha256(bytes) };
}
