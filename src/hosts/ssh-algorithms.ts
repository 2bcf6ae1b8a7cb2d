import type { Algorithms, CipherAlgorithm, KexAlgorithm, MacAlgorithm, ServerHostKeyAlgorithm } from 'ssh2';

// Without group exchange, which costs 1.5 s per connection, and without anything on SHA-1.
const kex: KexAlgorithm[] = [
  'curve25519-sha256',
  'curve25519-sha256@libssh.org',
  'ecdh-sha2-nistp256',
  'ecdh-sha2-nistp384',
  'ecdh-sha2-nistp521',
  'diffie-hellman-group16-sha512',
  'diffie-hellman-group18-sha512',
  'diffie-hellman-group14-sha256',
];

// GCM is the fastest where AES is in hardware. No CBC.
const cipher: CipherAlgorithm[] = [
  'aes128-gcm@openssh.com',
  'aes256-gcm@openssh.com',
  'chacha20-poly1305@openssh.com',
  'aes128-ctr',
  'aes192-ctr',
  'aes256-ctr',
];

const hmac: MacAlgorithm[] = [
  'hmac-sha2-256-etm@openssh.com',
  'hmac-sha2-512-etm@openssh.com',
  'hmac-sha2-256',
  'hmac-sha2-512',
];

/** Signature algorithms by the type of the host key. `ssh-rsa` signatures (SHA-1) are not among them. */
const byKeyType: Readonly<Record<string, readonly ServerHostKeyAlgorithm[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
};

/**
 * What we offer to a host. The server shows the first of our host key types that it has, so the known types come first;
 * otherwise a host with several keys would look as if its key had changed. The other types stay at the end: a host that
 * has none of the known types is then refused with the fingerprint of what it shows.
 */
export function offeredAlgorithms(knownTypes: readonly string[]): Algorithms {
  const isKnown = (type: string): boolean => knownTypes.includes(type);
  const types = Object.keys(byKeyType);
  const ordered = [...types.filter(isKnown), ...types.filter((type) => !isKnown(type))];
  return { kex, cipher, hmac, compress: ['none'], serverHostKey: ordered.flatMap((type) => byKeyType[type] ?? []) };
}
