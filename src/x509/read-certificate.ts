import { type KeyObject, X509Certificate, createHash } from 'node:crypto';
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
  /** The SubjectPublicKeyInfo as it is. */
  readonly publicKeyInfo: Buffer;
  /** The BIT STRING of the public key. */
  readonly publicKeyBits: Buffer;
  /** The same certificate for node:crypto, which checks signatures. */
  readonly x509: X509Certificate;
}

/** What node:crypto makes of a certificate; it knows fewer keys than exist, and refuses some encodings that we read. */
function native(der: Buffer, info: DerValue): { readonly x509: X509Certificate; readonly publicKey: KeyObject } {
  try {
    const x509 = new X509Certificate(der);
    return { x509, publicKey: x509.publicKey };
  } catch {
    const name = info.children[0]?.children[0];
    malformed(`OpenSSL does not take it, or not its public key (${name === undefined ? 'of no kind' : oidText(name)})`);
  }
}

/** The bytes of a serial number, which DER wants without needless leading ones. */
function serialOf(value: DerValue | undefined): Buffer {
  const { contents } = expectTag(value, tag.integer, 'serial number');
  const [first, second = 0] = contents;
  const padded = contents.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (first === undefined || padded) malformed('its serial number is not in its shortest form');
  return contents;
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
    serial: serialOf(serial),
    signatureAlgorithm: oidText(expectTag(algorithmName, tag.oid, 'signature algorithm')),
    issuer: readName(expectTag(issuer, tag.sequence, 'issuer')),
    subject: readName(expectTag(subject, tag.sequence, 'subject')),
    notBefore: readTime(dates[0]),
    notAfter: readTime(dates[1]),
    ...native(der, info),
    publicKeyInfo: info.raw,
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
    return certificate.x509.verify(signer.publicKey);
  } catch {
    return false;
  }
}
