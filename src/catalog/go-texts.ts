/** How Go writes the values that it reads: what a component prints in its `FLAG:` log, in /flagz and as defaults. */

const units: readonly (readonly [name: string, nanoseconds: bigint])[] = [
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
];

/** time.Duration.String: `1h0m0s`, `1.5s`, `100ms`, `0s`. */
export function goDurationText(nanoseconds: bigint): string {
  const sign = nanoseconds < 0n ? '-' : '';
  let rest = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (rest === 0n) return '0s';
  if (rest < 1_000n) return `${sign}${String(rest)}ns`;
  if (rest < 1_000_000n) return `${sign}${fraction(rest, 1_000n)}µs`;
  if (rest < 1_000_000_000n) return `${sign}${fraction(rest, 1_000_000n)}ms`;
  let text = '';
  for (const [name, size] of units) {
    if (text !== '' || rest >= size) text += `${String(rest / size)}${name}`;
    rest %= size;
  }
  return `${sign}${text}${fraction(rest, 1_000_000_000n)}s`;
}

function fraction(amount: bigint, unit: bigint): string {
  const digits = String(amount % unit)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '');
  return `${String(amount / unit)}${digits === '' ? '' : `.${digits}`}`;
}

/** strconv.FormatFloat with format g and the fewest digits that read back as the same number. */
export function goFloatText(text: string, bits: 32 | 64): string {
  const named = /^([+-]?)(inf|nan)/i.exec(text);
  if (named !== null) return named[2]?.toLowerCase() === 'nan' ? 'NaN' : `${named[1] === '-' ? '-' : '+'}Inf`;
  const read = Number(text.replaceAll('_', ''));
  const value = bits === 32 ? Math.fround(read) : read;
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa = '', exponentText = '0'] = shortest(value, bits).split('e');
  const exponent = Number(exponentText);
  if (exponent >= -4 && exponent < 6) return plainNumber(mantissa, exponent);
  return `${mantissa}e${exponent < 0 ? '-' : '+'}${String(Math.abs(exponent)).padStart(2, '0')}`;
}

function shortest(value: number, bits: 32 | 64): string {
  if (bits === 64) return value.toExponential();
  for (let digits = 0; digits < 9; digits++) {
    const text = value.toExponential(digits);
    if (Math.fround(Number(text)) === value) return text;
  }
  return value.toExponential();
}

function plainNumber(mantissa: string, exponent: number): string {
  const sign = mantissa.startsWith('-') ? '-' : '';
  const digits = mantissa.replace(/[-.]/g, '');
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return `${sign}${whole}${rest === '' ? '' : `.${rest}`}`;
}
