import { createHash } from 'node:crypto';

/** The type that a public key names in its first field (RFC 4253 §6.6), or undefined when this is no key. */
export function keyType(key: Buffer): string | undefined {
  if (key.length < 8) return undefined;
  const length = key.readUInt32BE(0);
  if (length === 0 || length > 64 || key.length < 4 + length) return undefined;
  return key.toString('latin1', 4, 4 + length);
}

/** `SHA256:…`, as ssh and ssh-keygen show it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

/** How the types are called in messages of ssh. */
export function typeName(type: string): string {
  if (type === 'ssh-ed25519') return 'ED25519';
  if (type === 'ssh-rsa') return 'RSA';
  return type.startsWith('ecdsa-') ? 'ECDSA' : type;
}
