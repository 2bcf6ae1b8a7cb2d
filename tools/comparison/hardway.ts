import { loadFlagCatalog } from '../../src/catalog/load.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import type { Answer, NastyInput, Reader } from './reading.js';

/** What `inspect --effective` would need for "unset": that the source can tell. */
async function read({ argv, text, flag, version }: NastyInput): Promise<Answer> {
  const given = argv === undefined ? (text ?? '') : ['kube-apiserver', ...argv].map((word) => `${word}\0`).join('');
  const { components } = await inspectText(given, {
    source: '<stdin>',
    catalogs: loadFlagCatalog,
    component: 'kube-apiserver',
    kubernetesVersion: version ?? '1.34.4',
  });
  const [component] = components;
  if (component === undefined) return 'not read';
  const found = component.flags[flag];
  if (found === undefined) return component.incomplete === true ? 'unknown' : 'unset';
  return found.value === null ? 'unknown' : { value: found.value };
}

export const hardway: Reader = { name: 'hardway', cites: 'src/inspect', read };
