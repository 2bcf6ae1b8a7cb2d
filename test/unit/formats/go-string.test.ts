import { describe, expect, it } from 'vitest';
import { readGoString } from '../../../src/formats/go-string.js';

const raw = String.raw;

describe('a string as Go quotes it', () => {
  it.each([
    ['"a b"', 'a b'],
    ['""', ''],
    [raw`"\"\\\'"`, '"\\\''],
    [raw`"\a\b\f\n\r\t\v"`, '\u0007\b\f\n\r\t\v'],
    [raw`"\x41\xE9\xe9b"`, 'Aééb'],
    [raw`"\u00e9\u20AC5"`, 'é€5'],
    [raw`"\U0001f642x"`, '🙂x'],
    [raw`"\U0010ffff\U00110000"`, '\u{10ffff}\ufffd'],
    [raw`"\x4" `, 'x4'],
    [raw`"\x4g\xg4\u12"`, 'x4gxg4u12'],
    ['"é🙂"', 'é🙂'],
  ])('%s', (written, text) => {
    expect(readGoString(written, 0)).toEqual({ text, end: written.lastIndexOf('"') + 1, closed: true });
  });

  it('is read from where it begins, and to its end', () => {
    expect(readGoString('a="b\\n" "c"', 2)).toEqual({ text: 'b\n', end: 7, closed: true });
    expect(readGoString('a="b"', 1)).toBeNull();
    expect(readGoString('', 0)).toBeNull();
  });

  it.each([
    ['"a', 'a'],
    ['"', ''],
    ['"a\\nb', 'a\nb'],
    ['"a\\', 'a'],
    ['"a\\"', 'a"'],
    ['"a\\x4', 'ax4'],
  ])('that is never closed is read to its end: %s', (written, text) => {
    expect(readGoString(written, 0)).toEqual({ text, end: written.length, closed: false });
  });
});
