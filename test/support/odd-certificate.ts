import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import {
  type Der,
  bitString,
  encoded,
  explicit,
  integer,
  nothing,
  objectIdentifier,
  octetString,
  sequence,
  time,
  toDer,
} from '../../src/x509/der.js';
import { type SubjectName, distinguishedName } from '../../src/x509/distinguished-name.js';
import {
  type AlternativeNames,
  authorityKeyIdentifier,
  keyIdentifier,
  subjectAltName,
  subjectKeyIdentifier,
} from '../../src/x509/extensions.js';
import { pemBlock } from '../../src/x509/pem-block.js';
import { publicKeyBits } from '../../src/x509/public-key-bits.js';

export interface TestPair {
  readonly publicKey: KeyObject;
  readonly privateKey: KeyObject;
}

export function ecKey(namedCurve = 'P-256'): TestPair {
  return generateKeyPairSync('ec', { namedCurve });
}

/** An authority that has been made, as the signer of others. */
export interface OddSigner {
  readonly subject: SubjectName;
  readonly keys: TestPair;
}

/** A certificate with anything wrong that a test asks for; what is left out is as it should be. */
export interface OddCertificate {
  readonly subject: SubjectName;
  readonly keys: TestPair;
  readonly signer?: OddSigner;
  readonly version?: 1 | 3;
  readonly serial?: Buffer;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  /** Raw DER of the two times, in place of the dates. */
  readonly validity?: Der;
  readonly hash?: 'sha1' | 'md5' | 'sha256';
  readonly sans?: AlternativeNames;
  readonly authority?: boolean;
  /** Null leaves the extension out. */
  readonly basicConstraints?: {
    readonly critical?: boolean;
    readonly ca?: boolean;
    readonly pathLength?: number;
  } | null;
  /** The byte of the usage bits: 0x80 digitalSignature, 0x04 keyCertSign. Null leaves the extension out. */
  readonly usage?: number | null;
  /** Identifiers. Null leaves the extension out. */
  readonly extended?: readonly string[] | null;
  /** Hex; null leaves the extension out. */
  readonly authorityKey?: string | null;
  readonly more?: readonly Der[];
}

const signatures = {
  ec: { sha1: '1.2.840.10045.4.1', md5: '', sha256: '1.2.840.10045.4.3.2' },
  rsa: { sha1: '1.2.840.113549.1.1.5', md5: '1.2.840.113549.1.1.4', sha256: '1.2.840.113549.1.1.11' },
} as const;

const yes = () => encoded(Buffer.from([0x01, 0x01, 0xff]));

export function extension(type: string, critical: boolean, value: Der): Der {
  return sequence(objectIdentifier(type), ...(critical ? [yes()] : []), octetString(toDer(value)));
}

function algorithm(key: KeyObject, hash: 'sha1' | 'md5' | 'sha256'): Der {
  if (key.asymmetricKeyType === 'ed25519') return sequence(objectIdentifier('1.3.101.112'));
  if (key.asymmetricKeyType === 'ec') return sequence(objectIdentifier(signatures.ec[hash]));
  return sequence(objectIdentifier(signatures.rsa[hash]), nothing());
}

function extensions(odd: OddCertificate, own: Buffer, signerKey: Buffer): Der {
  const { authority = false, basicConstraints = {}, usage = authority ? 0x04 : 0x80, extended, authorityKey } = odd;
  const list: Der[] = [];
  if (basicConstraints !== null) {
    const { critical = true, ca = authority, pathLength } = basicConstraints;
    const limit = pathLength === undefined ? [] : [integer(Buffer.from([pathLength]))];
    list.push(extension('2.5.29.19', critical, sequence(...(ca ? [yes()] : []), ...limit)));
  }
  if (usage !== null) {
    const unused = [...Array(8).keys()].find((bit) => ((usage >> bit) & 1) === 1) ?? 0;
    list.push(extension('2.5.29.15', true, bitString(Buffer.from([usage]), unused)));
  }
  const usages = extended === undefined && !authority ? ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'] : extended;
  if (usages != null) list.push(extension('2.5.29.37', false, sequence(...usages.map(objectIdentifier))));
  list.push(subjectKeyIdentifier(own));
  if (authorityKey !== null) {
    list.push(authorityKeyIdentifier(authorityKey === undefined ? signerKey : Buffer.from(authorityKey, 'hex')));
  }
  if (odd.sans !== undefined) list.push(subjectAltName(odd.sans));
  return sequence(...list, ...(odd.more ?? []));
}

/** Builds and signs the certificate, PEM. Dates default to a day ago and a year from now. */
export function oddCertificate(odd: OddCertificate): string {
  const day = 86_400_000;
  const now = Math.floor(Date.now() / 1000) * 1000;
  const { notBefore = new Date(now - day), notAfter = new Date(now + 365 * day), hash = 'sha256' } = odd;
  const info = odd.keys.publicKey.export({ type: 'spki', format: 'der' });
  const signerKeys = odd.signer?.keys ?? odd.keys;
  const identifier = (key: KeyObject) => keyIdentifier(publicKeyBits(key.export({ type: 'spki', format: 'der' })));
  const signedWith = algorithm(signerKeys.privateKey, hash);
  const serial =
    odd.serial ?? Buffer.concat([Buffer.from([0x40]), createHash('sha256').update(info).digest().subarray(0, 18)]);
  const version = odd.version ?? 3;
  const body = sequence(
    ...(version === 1 ? [] : [explicit(0, integer(Buffer.from([version - 1])))]),
    integer(serial),
    signedWith,
    distinguishedName(odd.signer?.subject ?? odd.subject),
    odd.validity ?? sequence(time(notBefore), time(notAfter)),
    distinguishedName(odd.subject),
    encoded(info),
    ...(version === 1
      ? []
      : [explicit(3, extensions(odd, identifier(odd.keys.publicKey), identifier(signerKeys.publicKey)))]),
  );
  const digest = signerKeys.privateKey.asymmetricKeyType === 'ed25519' ? null : hash;
  const signature = sign(digest, toDer(body), signerKeys.privateKey);
  return pemBlock('CERTIFICATE', toDer(sequence(body, signedWith, bitString(signature))));
}
