import type { Architecture } from './program.js';

/** What the first bytes of a file say about it. */
export type FileKind =
  | { readonly kind: 'elf'; readonly machine: string; readonly bits: 32 | 64; readonly end: number }
  | { readonly kind: 'other'; readonly looksLike: string };

/** How much of a file `readKind` wants to see: Go's program headers are in the first kilobyte. */
export const headBytes = 4096;

// e_machine of the ELF header (elf(5)), by Go's names.
const machines: Readonly<Record<number, string>> = { 3: '386', 40: 'arm', 62: 'amd64', 183: 'arm64', 243: 'riscv64' };

function looksLike(head: Buffer): string {
  const text = head.subarray(0, 512).toString('latin1').trimStart();
  if (head.length === 0) return 'an empty file';
  if (text.startsWith('#!')) return 'a script';
  if (/^<(!doctype|html|\?xml)/i.test(text)) return 'a web page or XML';
  if (text.startsWith('{')) return 'JSON';
  if (head.readUInt16BE(0) === 0x1f8b) return 'a gzip archive';
  if (text.startsWith('PK')) return 'a zip archive';
  if (head.length >= 4 && [0xfeedfacf, 0xcffaedfe, 0xcafebabe].includes(head.readUInt32BE(0))) return 'a macOS binary';
  if (text.startsWith('MZ')) return 'a Windows binary';
  return /^[\t\n\r -~]*$/.test(text) ? 'text' : 'unknown data';
}

/**
 * Reads the ELF header and the program headers of a 64-bit little-endian file, as elf(5) lays them out. `end` is the
 * size that the file must have at least, so that every segment is in it.
 */
export function readKind(head: Buffer): FileKind {
  const magic = head.length >= 20 && head.readUInt32BE(0) === 0x7f454c46;
  if (!magic) return { kind: 'other', looksLike: looksLike(head.length === 1 ? Buffer.concat([head, head]) : head) };
  const machine = machines[head.readUInt16LE(18)] ?? `machine ${head.readUInt16LE(18)}`;
  if (head[4] !== 2) return { kind: 'elf', machine, bits: 32, end: 0 };
  if (head.length < 64) return { kind: 'elf', machine, bits: 64, end: 64 };
  const offset = Number(head.readBigUInt64LE(32));
  const size = head.readUInt16LE(54);
  const count = head.readUInt16LE(56);
  let end = offset + size * count;
  for (let at = offset, i = 0; i < count && at + 56 <= head.length; i++, at += size) {
    end = Math.max(end, Number(head.readBigUInt64LE(at + 8) + head.readBigUInt64LE(at + 32)));
  }
  return { kind: 'elf', machine, bits: 64, end };
}

/** Whether a file of this kind is a program for Linux hosts of an architecture. */
export function fits(file: Extract<FileKind, { kind: 'elf' }>, architecture: Architecture): boolean {
  return file.bits === 64 && file.machine === architecture;
}
