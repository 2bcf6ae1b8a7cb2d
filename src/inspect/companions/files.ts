/** What became of reading a file. */
export type FileAnswer =
  | {
      readonly state: 'read';
      readonly bytes: Buffer;
      /** Permission bits, `0600`. */
      readonly mode?: string;
      /** User and group, `root:root`. */
      readonly owner?: string;
      /** It holds a private key, which stayed where it is: `bytes` has its public half at most, and the certificates. */
      readonly privateKey?: boolean;
    }
  /** For a path that ends in a slash: the files with `.conf` at the end of their names in and below that folder. */
  | { readonly state: 'folder'; readonly paths: readonly string[] }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly why?: string };

/**
 * The order in which Go walks through a folder: names within a folder are sorted, and what is in one comes in its place.
 */
export function inWalkOrder(paths: readonly string[]): readonly string[] {
  const parts = new Map(paths.map((path) => [path, path.split('/')]));
  const of = (path: string): readonly string[] => parts.get(path) ?? [];
  return [...paths].sort((a, b) => {
    const at = of(a).findIndex((part, i) => part !== of(b)[i]);
    const [left = '', right = ''] = [of(a)[at], of(b)[at]];
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  });
}

/** Reads files by their absolute paths on the host, all at once; a path that is not in the answer is out of reach. */
export type FileReader = (paths: readonly string[]) => Promise<ReadonlyMap<string, FileAnswer>>;
