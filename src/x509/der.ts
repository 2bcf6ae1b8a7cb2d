import asn1, { type Asn1 } from 'node-forge/lib/asn1.js';

/**
 * Writing DER. node-forge encodes the structure; values are bytes that we hand over. Reading is done elsewhere and not
 * by node-forge: see read-der.ts.
 */
export type Der = Asn1;

const { Class, Type } = asn1;

/** node-forge keeps bytes in strings, one character a byte. */
const binary = (bytes: Uint8Array): string => Buffer.from(bytes).toString('binary');

export const sequence = (...items: readonly Der[]): Der =>
  asn1.create(Class.UNIVERSAL, Type.SEQUENCE, true, [...items]);

export const setOf = (...items: readonly Der[]): Der => asn1.create(Class.UNIVERSAL, Type.SET, true, [...items]);

export const objectIdentifier = (dotted: string): Der =>
  asn1.create(Class.UNIVERSAL, Type.OID, false, asn1.oidToDer(dotted).getBytes());

export const nothing = (): Der => asn1.create(Class.UNIVERSAL, Type.NULL, false, '');

export const yes = (): Der => asn1.create(Class.UNIVERSAL, Type.BOOLEAN, false, '\xff');

/** An INTEGER from its big-endian two's-complement bytes, which must be minimal already. */
export const integer = (bytes: Uint8Array): Der => asn1.create(Class.UNIVERSAL, Type.INTEGER, false, binary(bytes));

export const utf8String = (text: string): Der =>
  asn1.create(Class.UNIVERSAL, Type.UTF8, false, binary(Buffer.from(text, 'utf8')));

export const octetString = (bytes: Uint8Array): Der =>
  asn1.create(Class.UNIVERSAL, Type.OCTETSTRING, false, binary(bytes));

export const bitString = (bytes: Uint8Array, unusedBits = 0): Der =>
  asn1.create(Class.UNIVERSAL, Type.BITSTRING, false, String.fromCharCode(unusedBits) + binary(bytes));

/** `[n] EXPLICIT`: the tag around another value. */
export const explicit = (tag: number, inner: Der): Der => asn1.create(Class.CONTEXT_SPECIFIC, tag, true, [inner]);

/** `[n] IMPLICIT` of a primitive: the tag in place of its own. */
export const implicit = (tag: number, bytes: Uint8Array): Der =>
  asn1.create(Class.CONTEXT_SPECIFIC, tag, false, binary(bytes));

/** A time as RFC 5280 §4.1.2.5 wants it: UTCTime to the end of 2049, GeneralizedTime from 2050 on; whole seconds. */
export function time(date: Date): Der {
  const general = date.getUTCFullYear() >= 2050;
  return asn1.create(
    Class.UNIVERSAL,
    general ? Type.GENERALIZEDTIME : Type.UTCTIME,
    false,
    general ? asn1.dateToGeneralizedTime(date) : asn1.dateToUtcTime(date),
  );
}

/** Something that is DER already, taken in as it is: a subject's bytes must not change when they become an issuer. */
export const encoded = (der: Uint8Array): Der => asn1.fromDer(binary(der));

export const toDer = (value: Der): Buffer => Buffer.from(asn1.toDer(value).getBytes(), 'binary');
