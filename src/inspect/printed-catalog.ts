import { knownMinors } from '../catalog/sources.js';
import type { ComponentArgv } from './component-argv.js';
import type { ChosenCatalog, VersionOptions } from './version.js';

/**
 * The catalogue that knows just the flags that a source prints, or comes nearest, newer before older: where every flag
 * is printed, one that is missing tells the version as well. Null when the source prints none or only some, or when its
 * version is told.
 */
export async function catalogOfPrinted(argv: ComponentArgv, options: VersionOptions): Promise<ChosenCatalog | null> {
  const told = argv.version ?? (argv.component === 'etcd' ? options.etcdVersion : options.kubernetesVersion);
  if (argv.printed === undefined || told !== undefined) return null;
  const names = new Set(argv.printed.map(({ name }) => name));
  const minors = await Promise.all(knownMinors(argv.component).map((minor) => options.catalogs(argv.component, minor)));
  const catalogs = minors.filter((catalog) => catalog !== null);
  const off = catalogs.map((catalog) => {
    const known = catalog.names();
    return known.length + names.size - 2 * known.filter((name) => names.has(name)).length;
  });
  const least = Math.min(...off);
  const last = off.lastIndexOf(least);
  const catalog = catalogs[last];
  // Less than half of them is a piece of what was printed, and what is missing tells nothing.
  if (catalog === undefined || names.size * 2 < catalog.names().length) return null;
  let first = last;
  while (off[first - 1] === least) first--;
  const versions = { from: catalogs[first]?.minor ?? catalog.minor, to: catalog.minor };
  return { catalog, versionFrom: 'flags', versions, lacking: [], exact: false };
}
