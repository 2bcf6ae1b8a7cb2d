import fc from '../../support/properties.js';
import { describe, expect, it } from 'vitest';
import { csvRecord } from '../../../src/catalog/csv-record.js';
import { goBool, goDuration, goInt, goUint, isGoFloat } from '../../../src/catalog/go-literals.js';

describe('what Go reads', () => {
  it('takes its twelve words for a bool, and no other', () => {
    expect(['1', 't', 'T', 'TRUE', 'true', 'True'].map(goBool)).toEqual(Array(6).fill(true));
    expect(['0', 'f', 'F', 'FALSE', 'false', 'False'].map(goBool)).toEqual(Array(6).fill(false));
    expect(['yes', 'no', 'on', 'off', '', ' true', 'tRUE', 'nil'].map(goBool)).toEqual(Array(8).fill(null));
  });

  it('takes every integer that fits, in any base, and none that does not', () => {
    const bases = fc.constantFrom<(n: bigint) => string>(
      (n) => n.toString(),
      (n) => `0x${n.toString(16)}`,
      (n) => `0b${n.toString(2)}`,
      (n) => `0o${n.toString(8)}`,
      (n) => (n === 0n ? '0' : `0${n.toString(8)}`),
    );
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 66n }), bases, fc.constantFrom(8, 32, 64), (n, write, bits) => {
        expect(goUint(write(n), bits)).toBe(n < 2n ** BigInt(bits) ? n : null);
        expect(goInt(write(n), bits)).toBe(n < 2n ** BigInt(bits - 1) ? n : null);
        expect(goInt(`-${write(n)}`, bits)).toBe(n <= 2n ** BigInt(bits - 1) ? -n : null);
        expect(goUint(`-${write(n)}`, bits)).toBeNull();
      }),
    );
  });

  it('takes every duration written from its parts, and gives their sum', () => {
    const parts = fc.record({ h: fc.nat(1000), m: fc.nat(1000), s: fc.nat(1000), ms: fc.nat(1000), ns: fc.nat(1000) });
    fc.assert(
      fc.property(parts, ({ h, m, s, ms, ns }) => {
        const sum =
          ((BigInt(h) * 60n + BigInt(m)) * 60n + BigInt(s)) * 1_000_000_000n + BigInt(ms) * 1_000_000n + BigInt(ns);
        const text = `${h}h${m}m${s}s${ms}ms${ns}ns`;
        expect(goDuration(text)).toBe(sum);
        expect(goDuration(`-${text}`)).toBe(-sum);
        for (const bad of [`${text} `, `${text}1`, `${h}d${text}`, text.replace('h', 'H')])
          expect(goDuration(bad)).toBeNull();
      }),
    );
  });

  it('takes fractions of a duration', () => {
    expect(goDuration('1.5h')).toBe(5_400_000_000_000n);
    expect(goDuration('.5s')).toBe(500_000_000n);
    expect(goDuration('0')).toBe(0n);
    expect(goDuration('')).toBeNull();
  });

  it('takes every finite number for a float', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => {
        expect(isGoFloat(String(n), 64)).toBe(true);
        expect(isGoFloat(`${n}x`, 64)).toBe(false);
      }),
    );
  });
});

describe('csvRecord', () => {
  const quoted = (field: string): string => `"${field.replaceAll('"', '""')}"`;

  it('reads back every list that is written with quotes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '=', ' ', '\n', 'é') });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        expect(csvRecord(fields.map(quoted).join(','))).toEqual(fields);
      }),
    );
  });

  it('reads back every list that needs no quotes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '=', ' ', ':', 'é'), minLength: 1 });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        expect(csvRecord(fields.join(','))).toEqual(fields);
      }),
    );
  });

  it('has no fields for an empty text, and refuses stray quotes', () => {
    expect(csvRecord('')).toEqual([]);
    expect(csvRecord(',')).toEqual(['', '']);
    for (const bad of ['a"b', '"a', '"a"b', '\n']) expect(csvRecord(bad)).toBeNull();
  });
});
