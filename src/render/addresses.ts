/** An address as the host part of a URL: IPv6 in brackets (RFC 3986 §3.2.2). */
export function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

/**
 * The address under which a host reaches itself, in the family of its address. A host whose address is a loopback
 * address (plain processes on one machine) keeps to that one, so that several of them share the machine.
 */
export function localAddress(address: string): string {
  if (address.startsWith('127.')) return address;
  return address.includes(':') ? '::1' : '127.0.0.1';
}

/** True when the host shares a machine with others and must not listen on all addresses. */
export function isLoopback(address: string): boolean {
  return address.startsWith('127.') || address === '::1';
}
