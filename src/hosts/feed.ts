import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

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
  };
  input.once('close', leave);
  // EPIPE and its kin: the script has ended. Its exit status tells whether that was right.
  input.on('error', leave);
  input.write(firstLine);
  if (source === undefined || typeof source === 'string' || Buffer.isBuffer(source)) {
    input.end(source ?? '');
    return;
  }
  for await (const chunk of source as AsyncIterable<Buffer>) {
    if (gone.signal.aborted) return;
    if (!input.write(chunk)) await drained(input, gone.signal);
  }
  if (!gone.signal.aborted) input.end();
}

async function drained(input: Writable, gone: AbortSignal): Promise<void> {
  try {
    await once(input, 'drain', { signal: gone });
  } catch (error) {
    if (!gone.aborted) throw error;
  }
}
