/** Where bytes stop being UTF-8: the offset of the first byte that cannot be read, counted from 0. */
export type Utf8Text = { readonly text: string } | { readonly invalidAt: number; readonly looksLike?: string };

/** What a byte order mark, or its absence, says about bytes that are not UTF-8. */
function otherEncoding(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'UTF-16 (little-endian)';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'UTF-16 (big-endian)';
  return undefined;
}

/** Length of the longest prefix that is UTF-8, found by halving. */
function validPrefix(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (good < bad) {
    const middle = Math.ceil((good + bad) / 2);
    // With `stream`, a character that is cut off at the end is not yet an error.
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
      good = middle;
    } catch {
      bad = middle - 1;
    }
  }
  return good;
}

/** Offset of a character that the end of the bytes cuts off. */
function cutOffAt(bytes: Uint8Array): number {
  for (let i = bytes.length - 1; i >= Math.max(0, bytes.length - 4); i--) {
    if ((bytes[i] ?? 0) >= 0xc0) return i;
  }
  return bytes.length - 1;
}

/** Decodes bytes as UTF-8 without repairing anything; a byte order mark is dropped. */
export function decodeUtf8(bytes: Uint8Array): Utf8Text {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    const looksLike = otherEncoding(bytes);
    const prefix = validPrefix(bytes);
    const invalidAt = prefix < bytes.length ? prefix : cutOffAt(bytes);
    return { invalidAt, ...(looksLike === undefined ? {} : { looksLike }) };
  }
}
