import path from 'node:path';

/** The folder of the store: the one named by `--pki`, or `pki/` beside the config. Absolute. */
export function pkiFolder(config: string, named?: string): string {
  return named === undefined ? path.join(path.dirname(path.resolve(config)), 'pki') : path.resolve(named);
}
