import type { KeyObject } from 'node:crypto';

/** Curves by the names of OpenSSL; Kubernetes and etcd take all three. */
const curves: Readonly<Record<string, string>> = { prime256v1: 'p256', secp384r1: 'p384', secp521r1: 'p521' };

/** A key in a word, as the config names them: `ecdsa-p256`, `rsa-2048`, `ed25519`. */
export function keyText(key: KeyObject): string {
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'ec') {
    const curve = details?.namedCurve ?? 'unknown';
    return `ecdsa-${curves[curve] ?? curve}`;
  }
  if (key.asymmetricKeyType === 'rsa') return `rsa-${details?.modulusLength ?? 0}`;
  return key.asymmetricKeyType ?? 'unknown';
}

/**
 * Why a key is not used, or null for one that is: ECDSA on P-256, P-384 or P-521, and RSA of 2048 to 8192 bits (Go's
 * TLS stops there) with an exponent of at least 65537. What Kubernetes' own tools make is within these bounds.
 */
export function keyFault(key: KeyObject): { readonly what: string; readonly expected: string } | null {
  const expected = 'ECDSA on P-256, P-384 or P-521, or RSA with 2048 to 8192 bits and an exponent of at least 65537';
  const details = key.asymmetricKeyDetails;
  if (key.asymmetricKeyType === 'ec') {
    return details?.namedCurve !== undefined && details.namedCurve in curves
      ? null
      : { what: `the key is on the curve ${details?.namedCurve ?? 'unknown'}`, expected };
  }
  if (key.asymmetricKeyType !== 'rsa') return { what: `the key is of the kind ${keyText(key)}`, expected };
  const bits = details?.modulusLength ?? 0;
  if (bits < 2048) return { what: `the RSA key has ${bits} bits, too few to be safe`, expected };
  if (bits > 8192) return { what: `the RSA key has ${bits} bits, more than Go's TLS accepts`, expected };
  const exponent = details?.publicExponent ?? 0n;
  if (exponent < 65537n) return { what: `the RSA key has the exponent ${exponent.toString()}`, expected };
  return null;
}
