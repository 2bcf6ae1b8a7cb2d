import { afterEach } from 'vitest';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { inspectHost } from '../../src/inspect/inspect-host.js';
import { type HostTree, hostTree } from './host-tree.js';
import { temporaryFolder } from './temporary-folder.js';

/** The program of kube-apiserver on hosts that are trees. */
export const program = '/opt/bin/kube-apiserver';

const folders: { remove(): void }[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove();
});

/** A host that is a folder of its own, gone after the test. */
export function tree(shell = 'sh'): HostTree & { readonly root: string } {
  const folder = temporaryFolder();
  folders.push(folder);
  return { ...hostTree(folder.path, shell), root: folder.path };
}

/** What is read of kube-apiserver on such a host. */
export async function inspected({ transport }: HostTree) {
  const options = { catalogs: loadFlagCatalog, components: ['kube-apiserver'] as const };
  const { components: found, problems } = await inspectHost(transport, options);
  return { found, first: found[0], problems, codes: found[0]?.problems.map(({ code }) => code) };
}

/** The kinds of the sources of a component. */
export function sources(component: { readonly sources: readonly { readonly kind: string }[] } | undefined) {
  return component?.sources.map(({ kind }) => kind);
}
