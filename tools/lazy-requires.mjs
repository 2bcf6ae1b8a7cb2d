// An esbuild plugin that makes starting up cheap without leaving anything out. oclif requires at the head of each of
// its modules what it needs only now and then (help, spinners, globs, templates), and starting a program pays for all.
//
// - A `const x_1 = require('…')` of oclif's compiled TypeScript becomes a function that requires when `x_1` is first
//   used. The compiler writes these lines and every use (`x_1.y`) in one form, so that this is a matter of text.
// - The packages in `apart` become files of their own, so that not even their text is read before they are used.
// - wsl-utils, of which oclif asks one question at every start, is answered by a file of ours.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const oclif = /node_modules\/@oclif\/core\/lib\/.*\.js$/;
const declaration = /^const (\w+_\d+) = ((?:__importDefault|__importStar)?\(?require\("[^"]+"\)\)?);$/gm;
const apart = [
  'ansis',
  'clean-stack',
  'cli-spinners',
  'debug',
  'ejs',
  'indent-string',
  'lilconfig',
  'minimatch',
  'string-width',
  'supports-color',
  'tinyglobby',
  'widest-line',
  'wordwrap',
  'wrap-ansi',
];

/** The text of a module with its requires put off until they are needed. */
export function withLazyRequires(text) {
  let result = text;
  for (const [line, name, load] of text.matchAll(declaration)) {
    result = result
      .replace(line, () => `let ${name}; const load_${name} = () => (${name} ??= ${load});`)
      .replaceAll(new RegExp(`\\b${name}(?=[.)])`, 'g'), `(load_${name}())`);
  }
  return result;
}

export const lazyRequires = {
  name: 'lazy-requires',
  setup({ onLoad, onResolve }) {
    onResolve({ filter: /^[a-z-]+$/ }, ({ path, kind, importer }) => {
      if (!oclif.test(importer)) return undefined;
      if (path === 'wsl-utils') return { path: fileURLToPath(new URL('stand-ins/wsl-utils.mjs', import.meta.url)) };
      return kind === 'require-call' && apart.includes(path)
        ? { path: `./apart/${path}.cjs`, external: true }
        : undefined;
    });
    onLoad({ filter: oclif }, async ({ path }) => {
      return { contents: withLazyRequires(await readFile(path, 'utf8')), loader: 'js' };
    });
  },
};

const requireFromOclif = createRequire(import.meta.resolve('@oclif/core'));

/** The file that oclif gets when it requires a package, which may lie in a folder of its own. */
function asOclifFindsIt(name) {
  return requireFromOclif.resolve(name);
}

/** Bundles the packages that are files of their own, as oclif would find them, into `apart/` of a folder. */
export async function buildApart(root, outdir) {
  return build({
    absWorkingDir: root,
    metafile: true,
    entryPoints: Object.fromEntries(apart.map((name) => [name, asOclifFindsIt(name)])),
    outdir: `${root}${outdir}/apart`,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'warning',
  });
}
