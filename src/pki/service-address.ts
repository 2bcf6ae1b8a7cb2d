import { addressBytes, addressText } from '../x509/address.js';

/** The first address of a service CIDR: where the `kubernetes` service answers inside the cluster. */
export function firstServiceAddress(cidr: string): string {
  const [network = '', prefix = ''] = cidr.split('/');
  const bytes = addressBytes(network);
  const length = Number(prefix);
  for (const [i, byte] of bytes.entries()) {
    const kept = Math.min(8, Math.max(0, length - i * 8));
    bytes[i] = byte & (0xff << (8 - kept));
  }
  // The host part is zero now, so adding one never carries, except in a network of one address.
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) + 1;
  return addressText(bytes) ?? network;
}
