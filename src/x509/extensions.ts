import { createHash } from 'node:crypto';
import { addressBytes } from './address.js';
import { type Der, bitString, implicit, integer, objectIdentifier, octetString, sequence, toDer, yes } from './der.js';
import { oid } from './oids.js';

export type ExtendedUsage = 'serverAuth' | 'clientAuth';
export type KeyUsage = 'digitalSignature' | 'keyEncipherment' | 'keyCertSign';

export interface AlternativeNames {
  readonly dns: readonly string[];
  /** Canonical text form. */
  readonly ip: readonly string[];
}

/** Bit numbers of RFC 5280 §4.2.1.3. */
const usageBits: Readonly<Record<KeyUsage, number>> = { digitalSignature: 0, keyEncipherment: 2, keyCertSign: 5 };

function extension(type: string, critical: boolean, value: Der): Der {
  return sequence(objectIdentifier(type), ...(critical ? [yes()] : []), octetString(toDer(value)));
}

/** Basic constraints, always critical. An authority issues leaves only, hence path length 0. */
export function basicConstraints(authority: boolean): Der {
  const value = authority ? sequence(yes(), integer(Buffer.from([0]))) : sequence();
  return extension(oid.basicConstraints, true, value);
}

/** Key usage, always critical; one byte is enough for the bits we set, trailing zero bits are cut as DER wants it. */
export function keyUsage(usages: readonly KeyUsage[]): Der {
  const bits = usages.map((usage) => usageBits[usage]);
  const byte = bits.reduce((sum, bit) => sum | (0x80 >> bit), 0);
  return extension(oid.keyUsage, true, bitString(Buffer.from([byte]), 7 - Math.max(...bits)));
}

export function extendedKeyUsage(usages: readonly ExtendedUsage[]): Der {
  return extension(oid.extendedKeyUsage, false, sequence(...usages.map((usage) => objectIdentifier(oid[usage]))));
}

/** DNS names as IA5String `[2]`, addresses as their 4 or 16 bytes `[7]`. */
export function subjectAltName(names: AlternativeNames): Der {
  return extension(
    oid.subjectAltName,
    false,
    sequence(
      ...names.dns.map((name) => implicit(2, Buffer.from(name, 'ascii'))),
      ...names.ip.map((address) => implicit(7, addressBytes(address))),
    ),
  );
}

/** The first 160 bits of SHA-256 over the public key (RFC 7093, method 1). */
export function keyIdentifier(publicKeyBits: Uint8Array): Buffer {
  return createHash('sha256').update(publicKeyBits).digest().subarray(0, 20);
}

export function subjectKeyIdentifier(identifier: Uint8Array): Der {
  return extension(oid.subjectKeyIdentifier, false, octetString(identifier));
}

export function authorityKeyIdentifier(identifier: Uint8Array): Der {
  return extension(oid.authorityKeyIdentifier, false, sequence(implicit(0, identifier)));
}
