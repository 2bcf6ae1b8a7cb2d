import { describe, expect, it } from 'vitest';
import { decodeUtf8 } from '../../../src/formats/utf8.js';

const bytes = (...parts: (string | number)[]) =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === 'string' ? [...new TextEncoder().encode(part)] : [part])));

describe('bytes that should be UTF-8', () => {
  it.each([
    ['nothing', bytes(), ''],
    ['characters of every length', bytes('a é € 🙂'), 'a é € 🙂'],
    ['a byte order mark, which is dropped', bytes(0xef, 0xbb, 0xbf, 'a'), 'a'],
  ])('are read: %s', (_what, given, text) => {
    expect(decodeUtf8(given)).toEqual({ text });
  });

  it.each([
    ['at the start', bytes(0xff, 'a'), 0],
    ['after text', bytes('aé', 0xff), 3],
    ['in the middle of much', bytes('é'.repeat(500), 0x80, 'a'.repeat(999)), 1000],
    ['at the second of two places', bytes('ab', 0xc0, 'c', 0xff), 2],
    ['where two bytes are cut off', bytes('aé', 0xc3), 3],
    ['where three bytes are cut off', bytes('€', 0xe2, 0x82), 3],
    ['where four bytes are cut off', bytes('a🙂', 0xf0, 0x9f, 0x99), 5],
    ['where there is nothing but a beginning', bytes(0xf0), 0],
  ])('say where they are not: %s', (_what, given, invalidAt) => {
    expect(decodeUtf8(given)).toEqual({ invalidAt });
  });

  it.each([
    ['UTF-16 (little-endian)', bytes(0xff, 0xfe, 'a', 0)],
    ['UTF-16 (big-endian)', bytes(0xfe, 0xff, 0, 'a')],
    [undefined, bytes(0xff, 0xff)],
    [undefined, bytes(0xfe, 0xfe)],
    [undefined, bytes(0xff)],
    [undefined, bytes('a', 0xff, 0xfe)],
  ])('say what they look like: %s', (looksLike, given) => {
    const decoded = decodeUtf8(given);
    expect('looksLike' in decoded ? decoded.looksLike : undefined).toBe(looksLike);
    expect('looksLike' in decoded).toBe(looksLike !== undefined);
  });
});
