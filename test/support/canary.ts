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

type Form = 'hex' | 'base64' | 'bytes';

/** Every eight bytes in a row of the canaries in one form, by their text: whose they are. */
type Windows = ReadonlyMap<string, string>;

function windowsOf(canaries: readonly Canary[], written: (window: Buffer) => readonly string[]): Windows {
  const windows = canaries.flatMap(({ name, bytes }) =>
    Array.from({ length: Math.max(0, bytes.length - windowBytes + 1) }, (_, at) =>
      written(bytes.subarray(at, at + windowBytes)).map((text) => [text, name] as const),
    ).flat(),
  );
  return new Map(windows);
}

/** Looks each piece of the text up: to look for each of thousands of windows would read the text as often. */
function seenIn(text: string, windows: Windows): readonly string[] {
  const names = new Set<string>();
  for (const length of new Set([...windows.keys()].map((window) => window.length))) {
    for (let at = 0; at + length <= text.length; at++) {
      const name = windows.get(text.slice(at, at + length));
      if (name !== undefined) names.add(name);
    }
  }
  return [...names];
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
  const places: Readonly<Record<Form, readonly string[]>> = {
    hex: [dense.toLowerCase().replaceAll(':', '')],
    base64: [dense, unwrapped.replace(/\s+/g, '')],
    bytes: [output, unwrapped],
  };
  const windows: Readonly<Record<Form, Windows>> = {
    hex: windowsOf(canaries, (window) => [window.toString('hex')]),
    base64: windowsOf(canaries, base64Forms),
    bytes: windowsOf(canaries, (window) => [window.toString('latin1')]),
  };
  const found = (['hex', 'base64', 'bytes'] as const).flatMap((form) =>
    places[form].flatMap((place) => seenIn(place, windows[form]).map((name) => `${name}: ${form}`)),
  );
  return [...new Set(found)];
}
