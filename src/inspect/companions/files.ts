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
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly why?: string };

/** Reads files by their absolute paths on the host, all at once; a path that is not in the answer is out of reach. */
export type FileReader = (paths: readonly string[]) => Promise<ReadonlyMap<string, FileAnswer>>;
