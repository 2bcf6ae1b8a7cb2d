import { Buffer } from 'node:buffer';

const machines = { amd64: 62, arm64: 183, '386': 3 } as const;

/** A file that starts like a 64-bit ELF program with one segment, and then holds the given words; it cannot run. */
export function fakeElf(machine: keyof typeof machines, words: string, segmentBytes = 600): Buffer {
  const header = Buffer.alloc(64 + 56);
  header.write('\x7fELF', 0, 'latin1');
  header[4] = machine === '386' ? 1 : 2;
  header[5] = 1;
  header.writeUInt16LE(2, 16);
  header.writeUInt16LE(machines[machine], 18);
  header.writeBigUInt64LE(64n, 32);
  header.writeUInt16LE(56, 54);
  header.writeUInt16LE(1, 56);
  header.writeBigUInt64LE(BigInt(header.length), 64 + 8);
  header.writeBigUInt64LE(BigInt(segmentBytes), 64 + 32);
  const segment = Buffer.alloc(segmentBytes);
  segment.write(words, 0, 'latin1');
  return Buffer.concat([header, segment]);
}

/** Go's build information as the linker leaves it in a program. */
export function goBuildInfo(goPackage: string): string {
  const frame = Buffer.from('3077af0c9274080241e1c107e6d618e6', 'hex').toString('latin1');
  return `${frame}path\t${goPackage}\nmod\thardway.local/build\t(devel)\t\n`;
}
