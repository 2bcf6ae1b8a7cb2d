const powers: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, '': 0, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };
const binary = ['', 'Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const decimalNames: ReadonlyMap<number, string> = new Map(Object.entries(powers).map(([name, power]) => [power, name]));

const shape = /^([+-]?)(\d*)\.?(\d*)(?:([KMGTPE]i)|([numkMGTPE])|[eE]([+-]?\d+))?$/;

/** resource.Quantity.String of k8s.io/apimachinery: the same amount with the largest suffix that leaves it whole. */
export function quantityText(text: string): string {
  const match = shape.exec(text);
  if (match === null) return text;
  const [, sign = '', whole = '', decimals = '', binarySuffix, suffix = '', exponent] = match;
  let scale = exponent === undefined ? (powers[suffix] ?? 0) : Number(exponent);
  let amount = BigInt(`${whole}${decimals}` || '0');
  scale -= decimals.length;
  if (binarySuffix !== undefined) amount *= 1024n ** BigInt(binary.indexOf(binarySuffix));
  // Nothing is smaller than a billionth: what is, is rounded up to one.
  while (scale < -9) {
    amount = (amount + 9n) / 10n;
    scale++;
  }
  if (amount === 0n) return '0';
  const negative = sign === '-' ? '-' : '';
  if (binarySuffix !== undefined) {
    const exact = scale >= 0 || amount % 10n ** BigInt(-scale) === 0n;
    const total = scale >= 0 ? amount * 10n ** BigInt(scale) : amount / 10n ** BigInt(-scale);
    if (exact && total >= 1024n) return `${negative}${inBinary(total)}`;
  }
  while (amount % 10n === 0n) {
    amount /= 10n;
    scale++;
  }
  while (scale % 3 !== 0) {
    amount *= 10n;
    scale--;
  }
  if (exponent !== undefined) return `${negative}${String(amount)}${scale === 0 ? '' : `e${String(scale)}`}`;
  return `${negative}${String(amount)}${decimalNames.get(scale) ?? `e${String(scale)}`}`;
}

function inBinary(total: bigint): string {
  let rest = total;
  let index = 0;
  while (rest % 1024n === 0n && index < binary.length - 1) {
    rest /= 1024n;
    index++;
  }
  return `${String(rest)}${binary[index] ?? ''}`;
}
