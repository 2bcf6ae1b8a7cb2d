// esbuild puts every piece that two entries share into a chunk of its own, and each chunk costs a start as much as
// reading a hundred times its text. What is always loaded together is put together here.
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { build } from 'esbuild';

const importing = /import \{([^}]*)\} from "\.\/(chunk-[A-Z0-9]+\.js)";/g;
const importingNothing = /^import "\.\/(chunk-[A-Z0-9]+\.js)";\n/gm;

/** The chunks that entries load when they are imported, in no order. */
function staticChunks(outputs, entries) {
  const seen = new Set();
  const visit = (file) => {
    for (const { path: imported, kind } of outputs[file]?.imports ?? []) {
      if (kind !== 'import-statement' || outputs[imported] === undefined || seen.has(imported)) continue;
      seen.add(imported);
      visit(imported);
    }
  };
  for (const entry of entries) visit(entry);
  return [...seen].filter((file) => path.basename(file).startsWith('chunk-'));
}

/** The names of a chunk in the file that it was joined into: every chunk has its own `x`. */
const alias = (file, name) => `${path.basename(file, '.js').replace('chunk-', '_')}_${name}`;

/** Has every file import what was in the chunks from the file that they were joined into. */
async function redirect(folder, files, chunks, joined) {
  const names = new Set(chunks.map((file) => path.basename(file)));
  for (const file of files) {
    const text = await readFile(path.join(folder, file), 'utf8');
    const redirected = text
      .replace(importingNothing, (whole, chunk) => (names.has(chunk) ? '' : whole))
      .replace(importing, (whole, list, chunk) => {
        if (!names.has(chunk)) return whole;
        const imported = list.split(',').map((one) => {
          const [name, local = name] = one.trim().split(/ as /);
          return `${alias(chunk, name)} as ${local}`;
        });
        return `import { ${imported.join(', ')} } from "./${joined}";`;
      });
    const left = [...names].find((name) => redirected.includes(`"./${name}"`));
    if (left !== undefined) throw new Error(`${file} still speaks of ${left}, which was joined into ${joined}`);
    if (redirected !== text) await writeFile(path.join(folder, file), redirected);
  }
}

/** Puts the chunks that `groups` load (name of the new file → entry points) into one file each, the first group first. */
export async function joinChunks(root, metafile, groups) {
  const { outputs } = metafile;
  const outputOf = (entry) => Object.keys(outputs).find((file) => outputs[file].entryPoint === entry);
  let files = Object.keys(outputs).filter((file) => file.endsWith('.js'));
  const taken = new Set();
  for (const [joined, entries] of Object.entries(groups)) {
    const chunks = staticChunks(outputs, entries.map(outputOf)).filter((file) => !taken.has(file));
    const folder = path.join(root, path.dirname(chunks[0]));
    const exported = chunks.map((file) => {
      const names = outputs[file].exports.map((name) => `${name} as ${alias(file, name)}`);
      return `export { ${names.join(', ')} } from './${path.basename(file)}';`;
    });
    const mine = new Set(chunks.map((file) => `./${path.basename(file)}`));
    await build({
      stdin: { contents: exported.join('\n'), resolveDir: folder },
      outfile: path.join(folder, joined),
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      logLevel: 'warning',
      plugins: [
        {
          name: 'only-these',
          setup: ({ onResolve }) => {
            onResolve({ filter: /^\./ }, ({ path: wanted }) =>
              mine.has(wanted) ? undefined : { path: wanted, external: true },
            );
          },
        },
      ],
    });
    for (const file of chunks) {
      taken.add(file);
      await rm(path.join(root, file));
    }
    files = files.filter((file) => !taken.has(file));
    await redirect(folder, [...files.map((file) => path.basename(file)), joined], chunks, joined);
  }
}
