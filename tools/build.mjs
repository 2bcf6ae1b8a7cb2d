// Builds the shipped entry: one esbuild bundle, split so that what a command does not need is not loaded; then what is
// generated from it: the manifest that oclif reads instead of the commands, JSON Schemas, and reference pages.
// Type checking is `npm run typecheck`.
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { compiledCiphers } from './compiled-ciphers.mjs';
import { joinChunks } from './join-chunks.mjs';
import { buildApart, lazyRequires } from './lazy-requires.mjs';
import { parsedJson } from './parsed-json.mjs';
import { bundledFiles, thirdPartyText } from './third-party.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const fresh = `dist-${process.pid}`;

// Some of the bundled libraries are CommonJS and expect these three.
const commonJs = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
].join('\n');

const bundle = await build({
  absWorkingDir: root,
  metafile: true,
  entryPoints: {
    main: 'src/main.ts',
    commands: 'src/commands/index.ts',
    help: 'src/cli/help.ts',
    generate: 'tools/generate.ts',
  },
  outdir: fresh,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minifySyntax: true,
  sourcemap: process.env.HARDWAY_SOURCEMAP === '1',
  plugins: [lazyRequires, parsedJson, compiledCiphers],
  // The same library as ES modules, from which what is not used can be left out.
  alias: { yaml: `${root}node_modules/yaml/browser/dist/index.js` },
  external: ['cpu-features', '*.node', 'typescript', 'ts-node'],
  banner: { js: commonJs },
  logLevel: 'warning',
});
await withoutUnusedBanners();
if (process.env.HARDWAY_SOURCEMAP !== '1') {
  await joinChunks(root, bundle.metafile, {
    'start.js': ['src/main.ts'],
    'inspecting.js': ['src/commands/index.ts', 'src/app/inspect.ts', 'src/inspect/from-manifest.ts'],
  });
}
const apart = await buildApart(root, fresh);
const bundled = bundledFiles(root, [bundle.metafile, apart.metafile]);
await writeFile(`${root}${fresh}/third-party.txt`, thirdPartyText(root, bundled));

// Swapped in at once, so that a command started meanwhile never meets half a build.
await rm(`${root}dist`, { recursive: true, force: true });
await rename(`${root}${fresh}`, `${root}dist`);
const { Plugin } = await import('@oclif/core/config');
const plugin = new Plugin({ root, ignoreManifest: true, errorOnManifestCreate: true, respectNoCacheDefault: true });
await plugin.load();
await writeFile(`${root}oclif.manifest.json`, `${JSON.stringify(plugin.manifest, null, 2)}\n`);

const { generate } = await import('../dist/generate.js');
await generate(root, plugin.manifest);

/** Most chunks hold no CommonJS; what the banner costs each of them adds up at every start. */
async function withoutUnusedBanners() {
  for (const output of Object.keys(bundle.metafile.outputs).filter((name) => name.endsWith('.js'))) {
    const file = `${root}${output}`;
    const text = await readFile(file, 'utf8');
    const [before, after] = [text.indexOf(commonJs), text.indexOf(commonJs) + commonJs.length];
    if (before === -1 || /\b(?:require|__filename|__dirname)\b/.test(text.slice(after))) continue;
    await writeFile(file, text.slice(0, before) + text.slice(after).trimStart());
  }
}
