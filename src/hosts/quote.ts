/**
 * One word for a POSIX shell, in single quotes whatever it holds. NUL cannot be part of a word of any process and is an
 * error of the caller.
 */
export function shellQuote(word: string): string {
  if (word.includes('\0')) throw new TypeError('a shell word cannot hold NUL');
  return `'${word.replaceAll("'", "'\\''")}'`;
}
