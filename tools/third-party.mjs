// The licences of the packages that are inside the bundle, as their authors ask for them to travel with it.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** The folder of the package that a bundled file belongs to: `node_modules/a`, `node_modules/@b/c/node_modules/d`. */
function packageFolder(input) {
  const match = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
  return match === null ? null : match[1];
}

/** One text with name, version and licence of every package among the bundled files (paths relative to `root`). */
export function thirdPartyText(root, inputs) {
  const folders = [...new Set(inputs.map(packageFolder).filter((folder) => folder !== null))].sort();
  const parts = folders.map((folder) => {
    const absolute = path.join(root, folder);
    const { name, version, license } = JSON.parse(readFileSync(path.join(absolute, 'package.json'), 'utf8'));
    const file = readdirSync(absolute).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? '' : readFileSync(path.join(absolute, file), 'utf8').trim();
    return `${name} ${version} (${typeof license === 'string' ? license : 'see below'})\n\n${text}\n`;
  });
  const head = 'hardway is under the Apache License 2.0. Its bundle contains the following packages.\n';
  return [head, ...parts].join(`\n${'-'.repeat(72)}\n\n`);
}

/** The bundled files of an esbuild metafile that exist on disk. */
export function bundledFiles(root, metafiles) {
  return metafiles.flatMap(({ inputs }) => Object.keys(inputs)).filter((input) => existsSync(path.join(root, input)));
}
