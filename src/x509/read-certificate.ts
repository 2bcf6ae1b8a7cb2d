import { type KeyObject, X509Certificate, createHash, createPublicKey } from 'node:crypto';
import { type Name, readName } from './distinguished-name-text.js';
import { type DerValue, expectTag, malformed, oidText, readDer, tag } from './read-der.js';
import { type Extensions, readExtensions } from './read-extensions.js';
import { readTime } from './read-time.js';

/** A certificate, taken apart. Nothing in it has been judged yet. */
export interface Certificate extends Extensions {
  readonly der: Buffer;
  /** 1, 2 or 3. */
  readonly version: number;
  /** The bytes of the INTEGER as they are. */
  readonly serial: Buffer;
  /** Object identifier of the algorithm it is signed with. */
  readonly signatureAlgorithm: string;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly publicKey: KeyObject;
  /** The BIT STRING of the public key. */
  readonly publicKeyBits: Buffer;
}

/** The key that a SubjectPublicKeyInfo holds. Kinds that node:crypto does not know are refused. */
function publicKeyOf(info: DerValue): KeyObject {
  try {
    return createPublicKey({ key: info.raw, format: 'der', type: 'spki' });
  } catch {
    const algorithm = info.children[0]?.children[0];
    malformed(`its public key cannot be read (algorithm ${algorithm === undefined ? 'unknown' : oidText(algorithm)})`);
  }
}

/**
 * Takes a certificate apart with the capped reader: node's X509Certificate shows neither criticality nor path length
 * nor usages. Throws a HardwayError (`pki-malformed`) when it is not a certificate.
 */
export function readCertificate(der: Buffer): Certificate {
  const [body, , signature, ...rest] = expectTag(readDer(der), tag.sequence, 'certificate').children;
  expectTag(signature, tag.bitString, 'signature');
  if (rest.length > 0) malformed('something follows the signature');
  const fields = [...expectTag(body, tag.sequence, 'certificate body').children];
  const first = fields[0];
  const versioned = first?.tagClass === 'context' && first.tag === 0;
  const version = versioned ? (first.children[0]?.contents[0] ?? 0) + 1 : 1;
  if (versioned) fields.shift();
  const [serial, algorithm, issuer, validity, subject, publicKey, ...optional] = fields;
  const dates = expectTag(validity, tag.sequence, 'validity').children;
  const info = expectTag(publicKey, tag.sequence, 'public key');
  const keyBits = expectTag(info.children[1], tag.bitString, 'public key');
  const algorithmName = expectTag(algorithm, tag.sequence, 'signature algorithm').children[0];
  return {
    der,
    version,
    serial: expectTag(serial, tag.integer, 'serial number').contents,
    signatureAlgorithm: oidText(expectTag(algorithmName, tag.oid, 'signature algorithm')),
    issuer: readName(expectTag(issuer, tag.sequence, 'issuer')),
    subject: readName(expectTag(subject, tag.sequence, 'subject')),
    notBefore: readTime(dates[0]),
    notAfter: readTime(dates[1]),
    publicKey: publicKeyOf(info),
    publicKeyBits: keyBits.contents.subarray(1),
    ...readExtensions(optional.find((field) => field.tagClass === 'context' && field.tag === 3)),
  };
}

/** `sha256:` of the whole certificate, as most tools show it, without colons. */
export function certificateFingerprint(certificate: Certificate): string {
  return `sha256:${createHash('sha256').update(certificate.der).digest('hex')}`;
}

/** Whether `signer` has signed `certificate`: the signature itself, checked by node:crypto. */
export function isSignedBy(certificate: Certificate, signer: Certificate): boolean {
  try {
    return new X509Certificate(certificate.der).verify(signer.publicKey);
  } catch {
    return false;
  }
}
