import { isIPv4, isIPv6 } from 'node:net';

/** The 4 or 16 bytes of an IP address in text form. Throws for anything else: names are checked before they come here. */
export function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split('.').map(Number));
  if (!isIPv6(address) || address.includes('%')) throw new Error(`not an IP address: ${address}`);
  // An IPv4 tail becomes two groups, then `::` is filled with zeros.
  const text = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, a: string, b: string, c: string, d: string) => {
    const group = (high: string, low: string) => ((Number(high) << 8) | Number(low)).toString(16);
    return `${group(a, b)}:${group(c, d)}`;
  });
  const [head = '', tail] = text.split('::');
  const groups = (part: string): number[] => (part === '' ? [] : part.split(':').map((group) => parseInt(group, 16)));
  const first = groups(head);
  const last = tail === undefined ? [] : groups(tail);
  const all = [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
  const bytes = Buffer.alloc(16);
  all.forEach((group, i) => bytes.writeUInt16BE(group, i * 2));
  return bytes;
}

/** The canonical text form of 4 or 16 bytes (RFC 5952 for IPv6, IPv4-mapped addresses as IPv4). Null for other lengths. */
export function addressText(bytes: Uint8Array): string | null {
  if (bytes.length === 4) return [...bytes].join('.');
  if (bytes.length !== 16) return null;
  const view = Buffer.from(bytes);
  if (view.readBigUInt64BE(0) === 0n && view.readUInt32BE(8) === 0xffff) return [...view.subarray(12)].join('.');
  const groups = Array.from({ length: 8 }, (_, i) => view.readUInt16BE(i * 2));
  let start = -1;
  let length = 1;
  for (let i = 0; i < 8; i++) {
    let end = i;
    while (groups[end] === 0) end++;
    if (end - i > length) [start, length] = [i, end - i];
  }
  const hex = (part: readonly number[]): string => part.map((group) => group.toString(16)).join(':');
  return start === -1 ? hex(groups) : `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

/** An IP address in canonical form; null when the text is none. */
export function canonicalAddress(text: string): string | null {
  if (!isIPv4(text) && (!isIPv6(text) || text.includes('%'))) return null;
  return addressText(addressBytes(text));
}
