/**
 * What Go's standard library reads from a flag's text. Kubernetes and etcd parse every flag with these, so a value is
 * good exactly when they take it: `0x1F` is an int, `08` is not, `1h30m` is a duration, `1d` is not.
 */

const trueWords: ReadonlySet<string> = new Set(['1', 't', 'T', 'TRUE', 'true', 'True']);
const falseWords: ReadonlySet<string> = new Set(['0', 'f', 'F', 'FALSE', 'false', 'False']);

/** strconv.ParseBool; null for any other word. */
export function goBool(text: string): boolean | null {
  if (trueWords.has(text)) return true;
  return falseWords.has(text) ? false : null;
}

// With base 0: the prefix names the base, and underscores may separate digits. A leading 0 alone means octal.
const integer = /^([+-]?)(0[xX](?:_?[\da-fA-F])+|0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0(?:_?[0-7])*|[1-9](?:_?\d)*)$/;

/** strconv.ParseInt(text, 0, bits); null when it is no such number or does not fit. */
export function goInt(text: string, bits: number): bigint | null {
  const value = anyInt(text);
  return value === null || BigInt.asIntN(bits, value) !== value ? null : value;
}

/** strconv.ParseUint(text, 0, bits): as `goInt`, without a sign. */
export function goUint(text: string, bits: number): bigint | null {
  const value = /^[+-]/.test(text) ? null : anyInt(text);
  return value === null || BigInt.asUintN(bits, value) !== value ? null : value;
}

function anyInt(text: string): bigint | null {
  const match = integer.exec(text);
  if (match === null) return null;
  const digits = (match[2] ?? '').replaceAll('_', '').toLowerCase();
  const magnitude = BigInt(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return match[1] === '-' ? -magnitude : magnitude;
}

/** strconv.ParseUint(text, 10, bits): plain decimal digits. */
export function goDecimal(text: string, bits: number): bigint | null {
  if (!/^\d+$/.test(text)) return null;
  const value = BigInt(text);
  return BigInt.asUintN(bits, value) === value ? value : null;
}

const decimalFloat = /^[+-]?(?:\d(?:_?\d)*\.?(?:\d(?:_?\d)*)?|\.\d(?:_?\d)*)(?:[eE][+-]?\d(?:_?\d)*)?$/;
const namedFloat = /^(?:[+-]?inf(?:inity)?|nan)$/i;

/**
 * strconv.ParseFloat(text, bits): whether it takes the text. Too large is an error there, too small is zero. Go's
 * hexadecimal floats (`0x1p-2`) are not taken here: no flag is ever written so.
 */
export function isGoFloat(text: string, bits: 32 | 64): boolean {
  if (namedFloat.test(text)) return true;
  if (!decimalFloat.test(text)) return false;
  const value = Number(text.replaceAll('_', ''));
  return Number.isFinite(bits === 32 ? Math.fround(value) : value);
}

const nanosecondsPer: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1_000n,
  µs: 1_000n,
  μs: 1_000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const duration = /^([+-]?)(?:0|((?:(?:\d+\.?\d*|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+))$/;

/** time.ParseDuration, in nanoseconds; null when it is no duration or longer than 2⁶³ ns (292 years). */
export function goDuration(text: string): bigint | null {
  const match = duration.exec(text);
  if (match === null) return null;
  let total = 0n;
  for (const [, whole = '', fraction = '', unit = ''] of (match[2] ?? '').matchAll(/(\d*)(?:\.(\d*))?([a-zµμ]+)/g)) {
    const scale = nanosecondsPer[unit] ?? 0n;
    total += BigInt(whole || '0') * scale;
    if (fraction !== '') total += (BigInt(fraction) * scale) / 10n ** BigInt(fraction.length);
  }
  const signed = match[1] === '-' ? -total : total;
  return BigInt.asIntN(64, signed) === signed ? signed : null;
}
