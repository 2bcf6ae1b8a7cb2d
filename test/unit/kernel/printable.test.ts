import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../../src/kernel/printable.js';

describe('printable text', () => {
  it('shows terminal escapes instead of sending them', () => {
    expect(printable('\u001b]52;c;ZXZpbA==\u0007')).toBe('\\x1b]52;c;ZXZpbA==\\x07');
    expect(printable('a\rb\tc\n')).toBe('a\\rb\\tc\\n');
    expect(printable('\u009b31m')).toBe('\\x9b31m');
  });

  it('shows what reorders or hides characters', () => {
    expect(printable('admin\u202etxt.exe')).toBe('admin\\u202etxt.exe');
    expect(printable('no\u200bde1')).toBe('no\\u200bde1');
    expect(printable('\ufeffx')).toBe('\\ufeffx');
  });

  it('leaves ordinary text of any language as it is', () => {
    expect(printable('Größe 控制 ✓')).toBe('Größe 控制 ✓');
  });

  it('keeps lines and tabs of longer text', () => {
    expect(printableLines('a\tb\n\u001b[31mc')).toBe('a\tb\n\\x1b[31mc');
  });

  it('never lets a control character through', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const c of printable(text)) {
          const code = c.codePointAt(0) ?? 0;
          expect(code < 0x20 || (code >= 0x7f && code <= 0x9f)).toBe(false);
        }
      }),
    );
  });
});
