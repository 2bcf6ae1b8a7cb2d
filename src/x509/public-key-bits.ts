import type { KeyObject } from 'node:crypto';
import { bits, expectTag, readDer, tag } from './read-der.js';

/** The BIT STRING of a SubjectPublicKeyInfo: what key identifiers are made from. */
export function publicKeyBits(key: KeyObject): Buffer {
  const info = readDer(key.export({ type: 'spki', format: 'der' }));
  return bits(expectTag(info.children[1], tag.bitString, 'public key')).bytes;
}
