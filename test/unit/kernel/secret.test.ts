import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../src/kernel/secret.js';

describe('a Secret', () => {
  const secret = new Secret('correct horse battery staple');

  it('does not print, whichever way it is turned into text', () => {
    const shown = [
      String(secret),
      secret.toString(),
      JSON.stringify({ key: secret }),
      inspect(secret),
      inspect({ deep: { secret } }, { depth: 9, showHidden: true }),
    ];
    for (const text of shown) {
      expect(text).not.toContain('horse');
      expect(text).toContain('[secret]');
    }
  });

  it('gives its bytes to whoever asks by name, and keeps a copy of its own', () => {
    const bytes = Buffer.from('abc');
    const copy = new Secret(bytes);
    bytes.fill(0);
    expect(copy.reveal().toString()).toBe('abc');
    expect(copy.length).toBe(3);
  });
});
