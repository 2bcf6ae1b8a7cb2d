/** The control characters that a letter after a backslash stands for, in C as in Go and in the unit files of systemd. */
export const controlEscapes: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};
