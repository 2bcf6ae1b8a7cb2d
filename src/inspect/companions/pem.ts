import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { HardwayError, type Problem } from '../../kernel/problem.js';
import { nameText } from '../../x509/distinguished-name-text.js';
import { type Certificate, readCertificate } from '../../x509/read-certificate.js';
import { type PemBlock, readPem } from '../../x509/read-pem.js';
import type { CompanionFacts } from '../companion.js';
import { invalid, type ParseCompanion } from './parsed.js';

type CertificateFacts = Extract<CompanionFacts, { kind: 'certificates' }>['certificates'][number];

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');

function spkiOf(key: KeyObject): string {
  return sha256(key.export({ type: 'spki', format: 'der' }));
}

function factsOf(certificate: Certificate): CertificateFacts {
  return {
    subject: nameText(certificate.subject),
    issuer: nameText(certificate.issuer),
    notAfter: certificate.notAfter.toISOString(),
    isCa: certificate.basicConstraints?.authority === true,
    sans: [...certificate.dns, ...certificate.ip],
    fingerprint: sha256(certificate.der),
    publicKey: sha256(certificate.publicKeyInfo),
  };
}

interface PemReading {
  readonly certificates: readonly CertificateFacts[];
  readonly keys: readonly { readonly isPrivate: boolean; readonly publicKey: string }[];
  readonly problems: readonly Problem[];
}

/** The public half of a key block; null when it is none, or cannot be read without a passphrase. */
function keyOf({ label, der }: PemBlock): { readonly isPrivate: boolean; readonly publicKey: string } | null {
  try {
    if (label === 'PUBLIC KEY') {
      return { isPrivate: false, publicKey: spkiOf(createPublicKey({ key: der, format: 'der', type: 'spki' })) };
    }
    if (label === 'RSA PUBLIC KEY') {
      return { isPrivate: false, publicKey: spkiOf(createPublicKey({ key: der, format: 'der', type: 'pkcs1' })) };
    }
    const type = label === 'RSA PRIVATE KEY' ? 'pkcs1' : label === 'EC PRIVATE KEY' ? 'sec1' : 'pkcs8';
    return { isPrivate: true, publicKey: spkiOf(createPublicKey(createPrivateKey({ key: der, format: 'der', type }))) };
  } catch {
    // What node:crypto says may quote its input; that it is no key is all there is to know.
    return null;
  }
}

function readBlocks(bytes: Buffer, file: string): PemReading {
  const { blocks, faults } = readPem(bytes.toString('latin1'));
  const problems = faults.map(({ line, what }) => invalid(file, line === undefined ? {} : { line }, what));
  const certificates: CertificateFacts[] = [];
  const keys: { readonly isPrivate: boolean; readonly publicKey: string }[] = [];
  for (const block of blocks) {
    const { label, line } = block;
    if (label === 'CERTIFICATE') {
      try {
        certificates.push(factsOf(readCertificate(block.der)));
      } catch (error) {
        if (!(error instanceof HardwayError)) throw error;
        problems.push(invalid(file, { line }, 'this is not a certificate that can be read'));
      }
    } else if (label.endsWith('KEY')) {
      const key = block.encrypted ? null : keyOf(block);
      const what = block.encrypted
        ? 'the key is encrypted; the component cannot ask for its passphrase'
        : 'the key cannot be read';
      if (key === null) problems.push(invalid(file, { line }, what));
      else keys.push(key);
    }
  }
  return { certificates, keys, problems };
}

/** Reads the certificates of a PEM file; keys in it, as in a combined file of etcd, are left alone. */
export const readCertificates: ParseCompanion = (bytes, file) => {
  const { certificates, problems } = readBlocks(bytes, file);
  const none = certificates.length === 0 && problems.length === 0;
  return {
    ...(certificates.length === 0 ? {} : { facts: { kind: 'certificates', certificates } }),
    problems: none ? [invalid(file, {}, 'there is no certificate in the file')] : problems,
  };
};

/**
 * Reads the keys of a PEM file: their public halves, and whether a private one is among them. Where there are only
 * certificates, as old guides give to --service-account-key-file, their keys count.
 */
export const readKeys: ParseCompanion = (bytes, file) => {
  const { certificates, keys, problems } = readBlocks(bytes, file);
  const publicKeys = keys.length > 0 ? keys : certificates.map(({ publicKey }) => ({ isPrivate: false, publicKey }));
  const none = publicKeys.length === 0 && problems.length === 0;
  const facts = {
    kind: 'key' as const,
    isPrivate: keys.some(({ isPrivate }) => isPrivate),
    publicKeys: [...new Set(publicKeys.map(({ publicKey }) => publicKey))],
  };
  return {
    ...(publicKeys.length === 0 ? {} : { facts }),
    problems: none ? [invalid(file, {}, 'there is no key in the file')] : problems,
  };
};
