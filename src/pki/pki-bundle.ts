import type { Secret } from '../kernel/secret.js';

/** A certificate as the store holds it. */
export interface IssuedCertificate {
  readonly id: string;
  /** One certificate, PEM. */
  readonly certificate: string;
  /** PKCS#8 or SEC1 PEM; absent where the operator keeps a CA key elsewhere. */
  readonly key?: Secret;
}

/** Everything secret and signed that a cluster needs, as a value. Keys do not print. */
export interface PkiBundle {
  /** By `CertificateSpec.id`. */
  readonly certificates: ReadonlyMap<string, IssuedCertificate>;
  /** The pair that signs and checks service-account tokens: PEM private key and PEM public key. */
  readonly serviceAccount: { readonly privateKey: Secret; readonly publicKey: string };
  /** The key that encrypts resources at rest: its name in the EncryptionConfiguration and its 32 bytes. */
  readonly encryptionKey: { readonly name: string; readonly key: Secret };
}
