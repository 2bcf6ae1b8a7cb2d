import { createPrivateKey } from 'node:crypto';

/** How much of a secret may show before it counts as found: eight bytes in a row, in any form. */
const windowBytes = 8;

/** Every base64 text that a run of bytes can become, for each of the three ways in which it can be aligned. */
function base64Forms(bytes: Buffer): readonly string[] {
  return [0, 1, 2].map((shift) => {
    const text = Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .replace(/=+$/, '');
    // The first characters depend on what comes before, the last one on what comes after.
    return text.slice(shift === 0 ? 0 : shift + 1, -1);
  });
}

/**
 * The bytes of a private key that are secret: the number itself, not the algorithm or the public key around it, which
 * certificates share.
 */
function secretNumber(pem: string): Buffer {
  const jwk = createPrivateKey(pem).export({ format: 'jwk' });
  return Buffer.from(jwk.d ?? '', 'base64url');
}

/** A secret that has been planted somewhere, to be looked for in everything that comes out. */
export interface Canary {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A canary of a private key in PEM. */
export function keyCanary(name: string, pem: string): Canary {
  return { name, bytes: secretNumber(pem) };
}

/**
 * The canaries of which eight bytes in a row are found in a text: as they are, in base64 (whatever their alignment, and
 * once more wrapped in base64, as in kubeconfigs), or in hex. Returns `name: form`, without repeating the secret.
 */
export function canariesIn(output: string, canaries: readonly Canary[]): readonly string[] {
  // Line ends and blanks must not hide a match in the middle of a block.
  const dense = output.replace(/\s+/g, '');
  const unwrapped = (dense.match(/[A-Za-z0-9+/]{40,}={0,2}/g) ?? [])
    .map((text) => Buffer.from(text, 'base64').toString('latin1'))
    .join('\n');
  const places = [dense, unwrapped.replace(/\s+/g, '')];
  const lower = dense.toLowerCase().replaceAll(':', '');
  return canaries.flatMap(({ name, bytes }) => {
    const found = new Set<string>();
    for (let at = 0; at + windowBytes <= bytes.length; at++) {
      const window = bytes.subarray(at, at + windowBytes);
      if (lower.includes(window.toString('hex'))) found.add('hex');
      if (base64Forms(window).some((form) => places.some((place) => place.includes(form)))) found.add('base64');
      if (output.includes(window.toString('latin1')) || unwrapped.includes(window.toString('latin1')))
        found.add('bytes');
    }
    return [...found].map((form) => `${name}: ${form}`);
  });
}
