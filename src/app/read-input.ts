import { closeSync, constants, fstatSync, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type ProblemCode } from '../kernel/catalogue/index.js';
import { fail } from '../kernel/problem.js';

export interface ReadInputOptions {
  readonly maxBytes: number;
  /** Where `-` reads from. Without it `-` is refused, so that standard input is never read by accident. */
  readonly stdin?: AsyncIterable<Buffer | string>;
  /** What to do when there is no such file. */
  readonly fixWhenMissing?: string;
  /** The code of every problem; `input-unreadable` by default. */
  readonly code?: ProblemCode;
}

export interface Input {
  readonly bytes: Buffer;
  /** The path as it was given, or `<stdin>`. */
  readonly file: string;
}

/** What is there instead of a regular file. */
function kindOf(stats: Stats): string {
  if (stats.isDirectory()) return 'a folder';
  if (stats.isFIFO()) return 'a FIFO';
  if (stats.isSocket()) return 'a socket';
  return 'a device';
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is not a folder',
  EACCES: 'it may not be read by this user',
  EPERM: 'it may not be read by this user',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'the path is too long',
  ERR_INVALID_ARG_VALUE: 'the path holds a NUL byte',
};

function readable(size: number): string {
  return size >= 1024 * 1024 ? `${Math.floor(size / 1024 / 1024)} MiB` : `${Math.ceil(size / 1024)} KiB`;
}

async function readStdin(
  stream: AsyncIterable<Buffer | string>,
  { maxBytes, code }: ReadInputOptions,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > maxBytes) {
      fail(code ?? 'input-unreadable', {
        where: { file: '<stdin>' },
        what: `there is more on standard input than the ${readable(maxBytes)} that are read`,
      });
    }
    chunks.push(bytes);
  }
  return Buffer.concat(chunks, size);
}

/** Reads until the end or until one byte more than allowed has come, whatever size the file claims to have. */
function readAtMost(descriptor: number, maxBytes: number, size: number): Buffer {
  const chunks: Buffer[] = [];
  let total = 0;
  while (total <= maxBytes) {
    const buffer = Buffer.alloc(Math.min(Math.max(size - total, 4096), maxBytes + 1 - total));
    const bytesRead = readSync(descriptor, buffer, 0, buffer.length, null);
    if (bytesRead === 0) break;
    chunks.push(buffer.subarray(0, bytesRead));
    total += bytesRead;
  }
  return Buffer.concat(chunks, total);
}

/**
 * Reads a file that the user named. Only regular files within the size limit are opened at all: a FIFO would block, a
 * device has no end. Symbolic links are followed. Throws a HardwayError that says why a file is not read. Files are
 * read in one go without yielding: they are few and small, and it saves a start the thread pool.
 */
export async function readInput(path: string, options: ReadInputOptions): Promise<Input> {
  const code = options.code ?? 'input-unreadable';
  if (path === '-') {
    if (options.stdin !== undefined) return { bytes: await readStdin(options.stdin, options), file: '<stdin>' };
    fail(code, { what: 'this is not read from standard input', fix: 'name a file (./- for one called "-")' });
  }
  const where = { file: path };
  const tooLarge = (size: string): never =>
    fail(code, { where, what: `the file has ${size}; at most ${readable(options.maxBytes)} are read` });
  let descriptor: number | undefined;
  try {
    const before = statSync(path);
    if (!before.isFile()) fail(code, { where, what: `this is ${kindOf(before)}`, expected: 'a regular file' });
    if (before.size > options.maxBytes) tooLarge(readable(before.size));
    // NONBLOCK: had somebody put a FIFO there meanwhile, opening it would wait for ever.
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const opened = fstatSync(descriptor);
    if (!opened.isFile()) fail(code, { where, what: `this is ${kindOf(opened)}`, expected: 'a regular file' });
    const bytes = readAtMost(descriptor, options.maxBytes, opened.size);
    if (bytes.length > options.maxBytes) tooLarge('more than it says');
    return { bytes, file: path };
  } catch (error) {
    const { code: reason } = error as NodeJS.ErrnoException;
    if (reason === undefined) throw error;
    const what = `the file cannot be read: ${reasons[reason] ?? reason}`;
    const fix = reason === 'ENOENT' ? options.fixWhenMissing : undefined;
    return fail(code, { where, what, ...(fix === undefined ? {} : { fix }) }, { cause: error });
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}
