import { type KeyObject, sign } from 'node:crypto';
import {
  type Der,
  bitString,
  encoded,
  explicit,
  integer,
  nothing,
  objectIdentifier,
  sequence,
  time,
  toDer,
} from './der.js';
import { type SubjectName, distinguishedName } from './distinguished-name.js';
import {
  type AlternativeNames,
  type ExtendedUsage,
  type KeyUsage,
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyIdentifier,
  keyUsage,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions.js';
import type { KeyPair } from './key-pair.js';
import { oid } from './oids.js';
import { pemBlock } from './pem-block.js';
import { publicKeyBits } from './public-key-bits.js';

/** `length` bytes that nobody can foresee. Handed in, so that tests can repeat themselves. */
export type RandomBytes = (length: number) => Buffer;

/** An authority as the signer of others. */
export interface Signer {
  /** DER of its subject, byte for byte what its certificate holds. */
  readonly subject: Uint8Array;
  readonly key: KeyObject;
  /** Its subject key identifier. */
  readonly keyIdentifier: Uint8Array;
  readonly notAfter: Date;
}

export interface CertificateRequest {
  readonly subject: SubjectName;
  readonly sans: AlternativeNames;
  readonly extendedUsages: readonly ExtendedUsage[];
  readonly validityDays: number;
  readonly keys: KeyPair;
  /** Null for an authority, which signs itself. */
  readonly signer: Signer | null;
}

const backdating = 5 * 60_000;
const day = 86_400_000;

/** From five minutes ago, for hosts whose clocks are behind (as kubeadm does), to at most the end of the signer. */
function validity(now: Date, days: number, signer: Signer | null): { notBefore: Date; notAfter: Date } {
  const second = Math.floor(now.getTime() / 1000) * 1000;
  const wanted = second + days * day;
  const notAfter = signer === null ? wanted : Math.min(wanted, signer.notAfter.getTime());
  return { notBefore: new Date(second - backdating), notAfter: new Date(notAfter) };
}

/** 20 octets, the most RFC 5280 allows: positive, with 158 random bits. */
function serialNumber(random: RandomBytes): Buffer {
  const bytes = Buffer.from(random(20));
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes;
}

function signatureAlgorithm(key: KeyObject): { readonly algorithm: Der; readonly hash: 'sha256' | 'sha384' } {
  if (key.asymmetricKeyType === 'ec') {
    const long = key.asymmetricKeyDetails?.namedCurve === 'secp384r1';
    const type = long ? oid.ecdsaWithSha384 : oid.ecdsaWithSha256;
    return { algorithm: sequence(objectIdentifier(type)), hash: long ? 'sha384' : 'sha256' };
  }
  return { algorithm: sequence(objectIdentifier(oid.sha256WithRsa), nothing()), hash: 'sha256' };
}

/** An RSA key of a server may still be asked to decrypt (TLS 1.2 without ECDHE); no other leaf key ever is. */
function leafUsages(request: CertificateRequest): readonly KeyUsage[] {
  const decrypts = request.keys.publicKey.asymmetricKeyType === 'rsa' && request.extendedUsages.includes('serverAuth');
  return decrypts ? ['digitalSignature', 'keyEncipherment'] : ['digitalSignature'];
}

function extensions(request: CertificateRequest, own: Buffer): Der {
  const { signer, sans } = request;
  const named = sans.dns.length + sans.ip.length > 0;
  return sequence(
    keyUsage(signer === null ? ['keyCertSign'] : leafUsages(request)),
    ...(request.extendedUsages.length > 0 ? [extendedKeyUsage(request.extendedUsages)] : []),
    basicConstraints(signer === null),
    subjectKeyIdentifier(own),
    authorityKeyIdentifier(signer?.keyIdentifier ?? own),
    ...(named ? [subjectAltName(sans)] : []),
  );
}

/**
 * Issues one X.509 v3 certificate and returns it as PEM. Names and usages follow the request; everything else follows
 * RFC 5280: random positive serial, critical basic constraints and key usage, key identifiers, never valid for longer
 * than its signer. node-forge writes the DER, node:crypto signs it with the hash that fits the signer's key.
 */
export function issueCertificate(request: CertificateRequest, now: Date, random: RandomBytes): string {
  const subject = distinguishedName(request.subject);
  const { notBefore, notAfter } = validity(now, request.validityDays, request.signer);
  const signingKey = request.signer?.key ?? request.keys.privateKey;
  const { algorithm, hash } = signatureAlgorithm(signingKey);
  const spki = request.keys.publicKey.export({ type: 'spki', format: 'der' });
  const toBeSigned = sequence(
    explicit(0, integer(Buffer.from([2]))),
    integer(serialNumber(random)),
    algorithm,
    request.signer === null ? subject : encoded(request.signer.subject),
    sequence(time(notBefore), time(notAfter)),
    subject,
    encoded(spki),
    explicit(3, extensions(request, keyIdentifier(publicKeyBits(spki)))),
  );
  const signature = sign(hash, toDer(toBeSigned), signingKey);
  return pemBlock('CERTIFICATE', toDer(sequence(toBeSigned, algorithm, bitString(signature))));
}
