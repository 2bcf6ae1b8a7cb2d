// Bundles the tests with the mutated sources, and with a harness of our own in the place of vitest: tests can then be
// run a hundred thousand times in one process, and a mutant is turned on without loading anything anew.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const here = import.meta.dirname;

export async function bundle(root, tests, mutated, outdir) {
  const loads = tests.map((test) => {
    const [name, file] = [JSON.stringify(test), JSON.stringify(path.join(root, test))];
    return `  ${name}: () => fileOf(${name}, () => import(${file})),`;
  });
  const setup = JSON.stringify(path.join(root, 'test/support/setup.ts'));
  const entry = [`import { fileOf } from 'vitest';`, `import ${setup};`, 'export const load = {', ...loads, '};'].join(
    '\n',
  );
  await build({
    absWorkingDir: root,
    stdin: { contents: entry, resolveDir: root, sourcefile: 'entry.mjs' },
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
    plugins: [
      {
        name: 'mutated',
        setup({ onLoad, onResolve }) {
          onResolve({ filter: /^vitest$/ }, () => ({ path: path.join(here, 'harness.mjs'), external: true }));
          onLoad({ filter: /\.ts$/ }, ({ path: file }) => {
            const text = mutated.get(file) ?? readFileSync(file, 'utf8');
            const url = JSON.stringify(pathToFileURL(file).href);
            const contents = text
              .replaceAll('import.meta.url', url)
              .replaceAll('import.meta.dirname', JSON.stringify(path.dirname(file)));
            return { contents, loader: 'ts' };
          });
        },
      },
    ],
  });
}
