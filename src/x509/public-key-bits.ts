import { bits, expectTag, readDer, tag } from './read-der.js';

/** The BIT STRING inside a SubjectPublicKeyInfo in DER: what key identifiers are made from. */
export function publicKeyBits(publicKeyInfo: Buffer): Buffer {
  return bits(expectTag(readDer(publicKeyInfo).children[1], tag.bitString, 'public key')).bytes;
}
