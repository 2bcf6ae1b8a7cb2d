import { loadFlagCatalog } from '../../src/catalog/load.js';
import type { FileAnswer, FileReader } from '../../src/inspect/companions/files.js';
import { inspectText } from '../../src/inspect/inspect-text.js';

/** A file of root's that holds this. */
export const textFile = (content: string): FileAnswer => ({
  state: 'read',
  bytes: Buffer.from(content),
  mode: '0600',
  owner: 'root:root',
});

/** What a process with these words says of its first component, with the files that it can read; `asked` is every round. */
export async function readWithFiles(
  words: string[],
  answers: Readonly<Record<string, FileAnswer | undefined>> | undefined,
  effective = false,
) {
  const asked: string[][] = [];
  const files: FileReader = (paths) => {
    asked.push([...paths]);
    const known = answers ?? {};
    return Promise.resolve(new Map(paths.flatMap((path) => (known[path] === undefined ? [] : [[path, known[path]]]))));
  };
  const { components } = await inspectText(`${words.join('\0')}\0`, {
    source: '/proc/1/cmdline',
    catalogs: loadFlagCatalog,
    kubernetesVersion: '1.37',
    etcdVersion: '3.6',
    effective,
    ...(answers === undefined ? {} : { files }),
  });
  const [component] = components;
  if (component === undefined) throw new Error('nothing was read');
  const shown = (name: string) => {
    const flag = component.flags[name];
    return flag === undefined
      ? undefined
      : [flag.value, flag.origin, ...flag.overrode.map(({ value }) => `not ${value}`)];
  };
  return { component, shown, asked, codes: component.problems.map(({ code }) => code) };
}
