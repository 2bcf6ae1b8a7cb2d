/** Reads a lifetime in days, `365d`; null for anything else. */
export function parseDays(text: string): number | null {
  const match = /^([1-9]\d{0,5})d$/.exec(text);
  return match === null ? null : Number(match[1]);
}
