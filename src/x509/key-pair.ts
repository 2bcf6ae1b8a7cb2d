import { type KeyObject, createPrivateKey, createPublicKey, generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { Secret } from '../kernel/secret.js';
import { type KeyAlgorithm, keyParameters } from './algorithm.js';

export interface KeyPair {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** Where new keys come from. Handed in, so that tests can use keys they know. */
export type GenerateKey = (algorithm: KeyAlgorithm) => Promise<KeyPair>;

const generate = promisify(generateKeyPair);

/** Makes a key by node:crypto, on its thread pool: several at once run side by side. */
export const generateKey: GenerateKey = (algorithm) => {
  const parameters = keyParameters[algorithm];
  return parameters.kind === 'ec'
    ? generate('ec', { namedCurve: parameters.curve })
    : generate('rsa', { modulusLength: parameters.bits });
};

/** The private key as PKCS#8 PEM, which everything that reads keys accepts. */
export function privateKeyPem(key: KeyObject): Secret {
  return new Secret(key.export({ type: 'pkcs8', format: 'pem' }));
}

/** The public key as PEM (`BEGIN PUBLIC KEY`). */
export function publicKeyPem(key: KeyObject): string {
  return key.export({ type: 'spki', format: 'pem' }) as string;
}

/** The pair that belongs to an unencrypted private key in PEM. Throws what node:crypto throws: check the PEM first. */
export function keyPairOf(pem: Secret): KeyPair {
  const privateKey = createPrivateKey(pem.reveal());
  return { privateKey, publicKey: createPublicKey(privateKey) };
}
