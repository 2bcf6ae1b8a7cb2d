import { createReadStream } from 'node:fs';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { PassThrough } from 'node:stream';
import { type Pack, pack } from 'tar-stream';

/** One entry of an archive: a file that is in memory, or one that is streamed from this machine. */
export type PackedFile = {
  /** Absolute path on the host. */
  readonly path: string;
  readonly mode: number;
  /** `user:group` by name. */
  readonly owner: string;
} & ({ readonly content: Buffer } | { readonly source: string; readonly bytes: number });

function addBuffer(archive: Pack, file: PackedFile & { readonly content: Buffer }, header: object): Promise<void> {
  return new Promise((resolve, reject) => {
    archive.entry({ ...header, name: file.path.slice(1), size: file.content.length }, file.content, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

async function fill(archive: Pack, files: readonly PackedFile[], sent: (bytes: number) => void): Promise<void> {
  for (const file of files) {
    const [uname = 'root', gname = uname] = file.owner.split(':');
    // The ids are only used where the host does not know the names, and then must not be those of another user.
    const header = { mode: file.mode, uname, gname, uid: 0, gid: 0, mtime: new Date(0) };
    if ('content' in file) {
      await addBuffer(archive, file, header);
      continue;
    }
    const entry = archive.entry({ ...header, name: file.path.slice(1), size: file.bytes });
    const source = createReadStream(file.source, { highWaterMark: 256 * 1024 });
    source.on('data', (chunk) => {
      sent(chunk.length);
    });
    await pipeline(source, entry);
  }
  archive.finalize();
}

/**
 * A manifest, an empty line and a tar archive as one stream, made while it is read: a binary of 120 MB is never in
 * memory as a whole. A file that cannot be read ends the stream with that error.
 */
export function packed(
  manifest: readonly string[],
  files: readonly PackedFile[],
  sent: (bytes: number) => void = () => undefined,
): Readable {
  const out = new PassThrough({ highWaterMark: 128 * 1024 });
  out.write(`${manifest.join('\n')}\n\n`);
  const archive = pack();
  fill(archive, files, sent).catch((error: unknown) => {
    archive.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  pipeline(archive, out).catch((error: unknown) => {
    out.destroy(error instanceof Error ? error : new Error(String(error)));
  });
  return out;
}
