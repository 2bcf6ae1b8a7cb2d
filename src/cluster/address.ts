import ipaddr from 'ipaddr.js';

export type Family = 'IPv4' | 'IPv6';

/** An address or a range as a number: what comparisons need. */
export interface Range {
  readonly family: Family;
  readonly first: bigint;
  readonly last: bigint;
  readonly prefix: number;
}

function number(bytes: readonly number[]): bigint {
  return bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
}

/** IPv4 in four decimal parts only: other programs read leading zeros as octal, and 127.1 or 0x7f.1 as they like. */
const dottedQuad = /^(?:0|[1-9]\d{0,2})(?:\.(?:0|[1-9]\d{0,2})){3}$/;

type Parsed = ipaddr.IPv4 | ipaddr.IPv6;

/** Reads an IP address strictly; null when it is none, has a zone, or is written in a form that programs read differently. */
export function parseAddress(text: string): Parsed | null {
  if (text.includes(':')) return text.includes('%') || !ipaddr.IPv6.isValid(text) ? null : ipaddr.IPv6.parse(text);
  return dottedQuad.test(text) && ipaddr.IPv4.isValid(text) ? ipaddr.IPv4.parse(text) : null;
}

/** The one spelling of an address: RFC 5952 for IPv6, and IPv4 for IPv4-mapped IPv6. Null when it is no address. */
export function canonicalAddress(text: string): string | null {
  const address = parseAddress(text);
  if (address === null) return null;
  if (address instanceof ipaddr.IPv6) {
    return address.isIPv4MappedAddress() ? address.toIPv4Address().toString() : address.toRFC5952String();
  }
  return address.toString();
}

export function familyOf(address: string): Family {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** Reads a CIDR into the range it covers; null when it is none. Host bits are allowed here. */
export function parseCidr(text: string): (Range & { readonly hostBits: boolean }) | null {
  const match = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text);
  const address = match?.[1] === undefined ? null : parseAddress(match[1]);
  if (address === null) return null;
  const prefix = Number(match?.[2]);
  const family: Family = address.kind() === 'ipv6' ? 'IPv6' : 'IPv4';
  const width = family === 'IPv6' ? 128 : 32;
  if (prefix > width) return null;
  const value = number(address.toByteArray());
  const size = 1n << BigInt(width - prefix);
  const first = value - (value % size);
  return { family, first, last: first + size - 1n, prefix, hostBits: first !== value };
}

/** An address as a range of one; null when it is none. */
export function addressRange(text: string): Range | null {
  const canonical = canonicalAddress(text);
  return canonical === null ? null : parseCidr(`${canonical}/${familyOf(canonical) === 'IPv6' ? 128 : 32}`);
}

export function overlap(a: Range, b: Range): boolean {
  return a.family === b.family && a.first <= b.last && b.first <= a.last;
}

function addressOf(value: bigint, family: Family): string {
  const length = family === 'IPv6' ? 16 : 4;
  const bytes = Array.from({ length }, (_, i) => Number((value >> BigInt(8 * (length - 1 - i))) & 255n));
  const address = ipaddr.fromByteArray(bytes);
  return address instanceof ipaddr.IPv6 ? address.toRFC5952String() : address.toString();
}

/** The CIDR with its host bits cleared, in canonical spelling; null when it is none. */
export function canonicalCidr(text: string): string | null {
  const range = parseCidr(text);
  return range === null ? null : `${addressOf(range.first, range.family)}/${range.prefix}`;
}

export interface EndpointText {
  readonly host: string;
  readonly port?: number;
}

/** Splits `host:port`, `[v6]:port` or `host`; null when it cannot be split in one way only. The host is not checked. */
export function parseEndpoint(text: string): EndpointText | null {
  const match = /^(?:\[([^\]\s]+)\]|([^:[\]\s/@]+))(?::([1-9]\d{0,4}))?$/.exec(text);
  const host = match?.[1] ?? match?.[2];
  if (host === undefined) return null;
  if (match?.[1] !== undefined && !match[1].includes(':')) return null;
  const canonical = canonicalAddress(host) ?? host.toLowerCase();
  if (match?.[3] === undefined) return { host: canonical };
  const port = Number(match[3]);
  return port > 65535 ? null : { host: canonical, port };
}
