import { fail } from '../kernel/problem.js';

/** One DER value with everything inside it. `contents` and `raw` are views of the input, not copies. */
export interface DerValue {
  readonly tagClass: 'universal' | 'application' | 'context' | 'private';
  readonly tag: number;
  readonly constructed: boolean;
  readonly contents: Buffer;
  /** Tag, length and contents. */
  readonly raw: Buffer;
  /** Empty for a primitive value. */
  readonly children: readonly DerValue[];
}

/** Universal tags that certificates and keys are made of (X.690). */
export const tag = {
  boolean: 1,
  integer: 2,
  bitString: 3,
  octetString: 4,
  null: 5,
  oid: 6,
  utf8String: 12,
  sequence: 16,
  set: 17,
  printableString: 19,
  t61String: 20,
  ia5String: 22,
  utcTime: 23,
  generalizedTime: 24,
  universalString: 28,
  bmpString: 30,
} as const;

// A certificate with a hundred names has some 300 values, 12 deep and 5 KiB long.
const maxBytes = 1 << 20;
const maxDepth = 32;
const maxValues = 20_000;

const classes = ['universal', 'application', 'context', 'private'] as const;

/** Reports bytes that are not the DER that was expected. `what` goes on after "it is not readable: ". */
export function malformed(what: string): never {
  fail('pki-malformed', { what: `the encoding is broken: ${what}`, expected: 'DER as X.690 and RFC 5280 define it' });
}

interface Length {
  readonly start: number;
  readonly end: number;
}

/** Where the contents of the value at `offset` begin and end. Only the shortest definite form is DER. */
function lengthAt(bytes: Buffer, offset: number, limit: number): Length {
  const first = bytes[offset + 1];
  if (first === undefined || offset + 1 >= limit) malformed(`it ends within a value, at byte ${offset}`);
  if (first < 0x80) return bounded(offset + 2, first, limit);
  const count = first & 0x7f;
  if (count === 0) malformed(`a length is indefinite, at byte ${offset}`);
  if (count > 4) malformed(`a length has ${count} bytes, at byte ${offset}`);
  if (offset + 2 + count > limit) malformed(`it ends within a length, at byte ${offset}`);
  const length = bytes.readUIntBE(offset + 2, count);
  if (length < 0x80 || length < 2 ** (8 * (count - 1)))
    malformed(`a length is not in its shortest form, at byte ${offset}`);
  return bounded(offset + 2 + count, length, limit);
}

function bounded(start: number, length: number, limit: number): Length {
  if (start + length > limit) malformed(`a value is longer than what holds it, at byte ${start}`);
  return { start, end: start + length };
}

/**
 * Reads exactly one DER value. Size, depth and number of values are capped, so hostile input costs little. Throws a
 * HardwayError (`pki-malformed`) that says what is wrong and at which byte.
 */
export function readDer(bytes: Buffer): DerValue {
  if (bytes.length > maxBytes) malformed(`it is ${bytes.length} bytes long, more than the ${maxBytes} we read`);
  let values = 0;
  const read = (offset: number, limit: number, depth: number): DerValue => {
    if (depth > maxDepth) malformed(`values are nested more than ${maxDepth} deep`);
    if (++values > maxValues) malformed(`it has more than ${maxValues} values`);
    const head = bytes[offset] ?? 0;
    if ((head & 0x1f) === 0x1f) malformed(`a tag has several bytes, at byte ${offset}`);
    const { start, end } = lengthAt(bytes, offset, limit);
    const constructed = (head & 0x20) !== 0;
    const children: DerValue[] = [];
    for (let at = start; constructed && at < end;) {
      const child = read(at, end, depth + 1);
      children.push(child);
      at += child.raw.length;
    }
    return {
      tagClass: classes[head >> 6] ?? 'universal',
      tag: head & 0x1f,
      constructed,
      contents: bytes.subarray(start, end),
      raw: bytes.subarray(offset, end),
      children,
    };
  };
  if (bytes.length === 0) malformed('it is empty');
  const value = read(0, bytes.length, 0);
  if (value.raw.length !== bytes.length) malformed(`${bytes.length - value.raw.length} bytes follow its end`);
  return value;
}

/** The value when it is a universal one of this kind; throws otherwise. `name` says what was looked for. */
export function expectTag(value: DerValue | undefined, wanted: number, name: string): DerValue {
  if (value?.tagClass !== 'universal' || value.tag !== wanted) malformed(`there is no ${name} where one belongs`);
  return value;
}

/** Dotted text of an OBJECT IDENTIFIER; arcs beyond 2^53 and identifiers longer than 128 bytes are refused. */
export function oidText(value: DerValue): string {
  const { contents } = value;
  if (contents.length === 0 || contents.length > 128) malformed('an object identifier has an impossible length');
  const arcs: number[] = [];
  let arc = 0;
  for (const [i, byte] of contents.entries()) {
    arc = arc * 128 + (byte & 0x7f);
    if (!Number.isSafeInteger(arc)) malformed('an object identifier has an arc that is too large');
    if ((byte & 0x80) === 0) {
      arcs.push(arc);
      arc = 0;
    } else if (i === contents.length - 1) malformed('an object identifier ends within an arc');
  }
  const [first = 0, ...rest] = arcs;
  const root = Math.min(2, Math.floor(first / 40));
  return [root, first - root * 40, ...rest].join('.');
}

/** The bytes of a BIT STRING that is made of whole bytes, or any with its unused bits named. */
export function bits(value: DerValue): { readonly bytes: Buffer; readonly unused: number } {
  const unused = value.contents[0];
  if (value.constructed || unused === undefined || unused > 7) malformed('a bit string is broken');
  return { bytes: value.contents.subarray(1), unused };
}
