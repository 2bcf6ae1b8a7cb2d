import { pemBlock } from '../x509/pem-block.js';
import { publicKeyPem } from '../x509/key-pair.js';
import type { IssuedCertificate, PkiBundle } from './pki-bundle.js';
import type { StoredPki } from './stored-pki.js';

/**
 * The bundle of a store that has been verified; null when a part that every cluster needs is missing. Certificates
 * are written anew from their DER, so that nothing else a file may hold travels with them.
 */
export function bundleOf(stored: StoredPki): PkiBundle | null {
  const { keys, privateKey } = stored.serviceAccount;
  if (keys === null || privateKey === null || stored.encryptionKey === null) return null;
  const certificates = new Map<string, IssuedCertificate>();
  for (const [id, { certificate, keyPem, keys: own }] of stored.pairs) {
    if (certificate === null) continue;
    certificates.set(id, {
      id,
      certificate: pemBlock('CERTIFICATE', certificate.der),
      ...(keyPem === null || own === null ? {} : { key: keyPem }),
    });
  }
  return {
    certificates,
    serviceAccount: { privateKey, publicKey: publicKeyPem(keys.publicKey) },
    encryptionKey: stored.encryptionKey,
  };
}
