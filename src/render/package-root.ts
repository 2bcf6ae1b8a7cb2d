import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * The folder of the package, found by walking up from this module: it lies elsewhere in the sources than in the
 * bundle, and the templates lie beside package.json in both.
 */
export function packageRoot(from: string = fileURLToPath(import.meta.url)): string {
  const folder = path.dirname(from);
  if (existsSync(path.join(folder, 'package.json')) && existsSync(path.join(folder, 'templates'))) return folder;
  if (folder === from) throw new Error('the templates of hardway are not beside its package.json');
  return packageRoot(folder);
}
