// Runs a tool written in TypeScript: bundles it into the cache of node_modules, imports it and calls its `main`.
// Usage: node tools/run.mjs tools/bench/main.ts [arguments]
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const [tool, ...args] = process.argv.slice(2);
const outfile = path.join(root, 'node_modules/.cache/tools', `${tool.replaceAll('/', '-')}.mjs`);

await build({
  absWorkingDir: root,
  entryPoints: [tool],
  outfile,
  bundle: true,
  packages: 'external',
  format: 'esm',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
});

const { main } = await import(pathToFileURL(outfile));
await main(args, root);
