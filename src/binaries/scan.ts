import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** What one pass over the bytes of a file yields. */
export interface Scan {
  /** `sha256:` and 64 hex digits. */
  readonly sha256: string;
  readonly bytes: number;
  /** The Go package that it was built from, out of Go's build information; null where there is none. */
  readonly goPackage: string | null;
  /** Whether the words that were looked for are somewhere in it. */
  readonly mentions: boolean;
}

// Go frames its build information with these 16 bytes (runtime/debug); the text after them begins with the main package.
const buildInfoFrame = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex');
const pathLine = /^path\t([\w./-]{1,200})\n/;
const overlap = 512;

function goPackageIn(window: Buffer): string | null {
  for (let at = window.indexOf(buildInfoFrame); at !== -1; at = window.indexOf(buildInfoFrame, at + 1)) {
    const text = window.subarray(at + buildInfoFrame.length, at + buildInfoFrame.length + 300).toString('latin1');
    const found = pathLine.exec(text)?.[1];
    if (found !== undefined) return found;
  }
  return null;
}

/** Reads a file once: its digest, its size, what it was built from, and whether it mentions `words`. */
export async function scanFile(file: string, words: string): Promise<Scan> {
  const hash = createHash('sha256');
  const needle = Buffer.from(words, 'latin1');
  let bytes = 0;
  let goPackage: string | null = null;
  let mentions = false;
  let tail: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(file, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    bytes += chunk.length;
    const window = Buffer.concat([tail, chunk]);
    goPackage ??= goPackageIn(window);
    mentions ||= window.includes(needle);
    tail = window.subarray(-overlap);
  }
  return { sha256: `sha256:${hash.digest('hex')}`, bytes, goPackage, mentions };
}
