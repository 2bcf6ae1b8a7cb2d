import { inspect } from 'node:util';

const shown = '[secret]';

/**
 * Bytes that must never be printed: private keys, encryption keys, tokens. Turning a Secret into text, JSON or a
 * debug view shows a placeholder; only `reveal()` gives the bytes, so every use of them can be found by name.
 */
export class Secret {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer | string) {
    this.#bytes = typeof bytes === 'string' ? Buffer.from(bytes, 'utf8') : Buffer.from(bytes);
  }

  /** The bytes themselves. Call it only where they are used up: writing the 0600 file, signing, a TLS handshake. */
  reveal(): Buffer {
    return this.#bytes;
  }

  get length(): number {
    return this.#bytes.length;
  }

  toString(): string {
    return shown;
  }

  toJSON(): string {
    return shown;
  }

  [inspect.custom](): string {
    return shown;
  }
}
