import type { KeyPair } from '../x509/key-pair.js';
import type { Certificate } from '../x509/read-certificate.js';
import { keyIdentifier } from '../x509/extensions.js';
import type { Signer } from '../x509/issue-certificate.js';

/** An authority of the store as the signer of new certificates. */
export function signerOf(certificate: Certificate, keys: KeyPair): Signer {
  return {
    subject: certificate.subject.raw,
    key: keys.privateKey,
    keyIdentifier:
      certificate.subjectKeyIdentifier === null
        ? keyIdentifier(certificate.publicKeyBits)
        : Buffer.from(certificate.subjectKeyIdentifier, 'hex'),
    notAfter: certificate.notAfter,
  };
}
