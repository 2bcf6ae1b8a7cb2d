import ipaddr from 'ipaddr.js';
import { parseAddress } from './address.js';

function ipv4Fault(text: string): string {
  const parts = text.split('.');
  if (parts.some((part) => /^0x/i.test(part))) return 'it has a hexadecimal part, which only some programs read';
  if (parts.length !== 4) return `it has ${parts.length} parts instead of four`;
  if (parts.some((part) => /^0\d/.test(part))) {
    return 'it has a part with a leading zero, which some programs read as octal and others as decimal';
  }
  const large = parts.find((part) => Number(part) > 255);
  return large === undefined ? 'it has an empty part' : `${large} is more than 255`;
}

function spellingFault(text: string): string {
  if (text.includes('%')) return 'it has a zone (%), which means something on one machine only';
  if (/^\[.*\]/.test(text)) return 'it has brackets, which belong into URLs only';
  if (text.includes('/')) return 'it has a prefix length, which makes it a range';
  if (/^\d+(\.\d+){3}:\d+$/.test(text)) return 'it has a port';
  if (text.includes(':')) return 'it is not a valid IPv6 address (RFC 4291 §2.2)';
  if (/^(0x[\da-f]*|\d*)(\.(0x[\da-f]*|\d*))*$/i.test(text)) return ipv4Fault(text);
  return 'it is not an IP address';
}

const rangeFaults: Readonly<Record<string, string>> = {
  unspecified: 'it stands for "any address"',
  broadcast: 'it is the broadcast address',
  multicast: 'it is a multicast address',
  linkLocal: 'it is a link-local address, which other networks cannot reach and IPv6 needs a zone for',
};

/** Class E, 240.0.0.0/4, which no router forwards. */
function isClassE(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address instanceof ipaddr.IPv4 && (address.octets[0] ?? 0) >= 240;
}

/**
 * Why an address cannot be the address of a host; null when it can. Loopback addresses are for processes on this
 * machine only.
 */
export function addressFault(text: string, options: { readonly loopback: boolean }): string | null {
  const parsed = parseAddress(text);
  if (parsed === null) return spellingFault(text);
  const address = parsed instanceof ipaddr.IPv6 && parsed.isIPv4MappedAddress() ? parsed.toIPv4Address() : parsed;
  const range = address.range();
  if (range === 'loopback') {
    return options.loopback ? null : 'it is a loopback address, which means another machine on every host';
  }
  const fault = rangeFaults[range];
  if (fault !== undefined) return fault;
  return isClassE(address) ? 'it is from 240.0.0.0/4, which is reserved' : null;
}
