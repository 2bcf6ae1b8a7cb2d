import type { Readable } from 'node:stream';

/** Keeps everything a stream gives, up to `limit` bytes; beyond it calls `onOverflow` once and keeps nothing more. */
export function collectUpTo(stream: Readable, limit: number, onOverflow: () => void): () => Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  stream.on('data', (chunk: Buffer) => {
    if (length > limit) return;
    length += chunk.length;
    if (length > limit) onOverflow();
    else chunks.push(chunk);
  });
  return () => Buffer.concat(chunks);
}

/** Keeps the last `limit` bytes of a stream as text. It is always drained, so that the other side never waits. */
export function collectTail(stream: Readable, limit: number): () => string {
  let tail = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    tail = Buffer.concat([tail, chunk]).subarray(-limit);
  });
  return () => tail.toString('utf8');
}
