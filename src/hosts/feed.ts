import { once } from 'node:events';
import { Readable, type Writable } from 'node:stream';

/**
 * Writes a first line and then a source to the input of a script, as fast as the script takes it, without holding more
 * than a chunk. A script that ends without reading everything is no error; an error of the source is thrown, and then the
 * input is not ended.
 */
export async function feed(
  input: Writable,
  firstLine: string,
  source: Readable | Buffer | string | undefined,
): Promise<void> {
  const gone = new AbortController();
  const leave = (): void => {
    gone.abort();
    // Also a source that is stuck is let go.
    if (source instanceof Readable) source.destroy();
  };
  input.once('close', leave);
  // EPIPE and its kin: the script has ended. Its exit status tells whether that was right.
  input.on('error', leave);
  input.write(firstLine);
  if (source === undefined || typeof source === 'string' || Buffer.isBuffer(source)) {
    input.end(source ?? '');
    return;
  }
  try {
    for await (const chunk of source as AsyncIterable<Buffer>) {
      if (!input.write(chunk)) await once(input, 'drain', { signal: gone.signal });
    }
    input.end();
  } catch (error) {
    if (!gone.signal.aborted) throw error;
  }
}
