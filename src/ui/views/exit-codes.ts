const meanings: Readonly<Record<number, string>> = {
  0: 'done, nothing to report',
  1: 'a bug in hardway',
  2: 'the command line cannot be understood',
  3: 'the config or another input is invalid',
  4: 'findings or changes: a result, not an error',
  5: 'a host or a connection failed',
  6: 'a certificate or key cannot be used',
  7: 'stopped by a gate or a lock',
  130: 'interrupted',
};

/** The exit codes of a command with their meaning, one a line. */
export function exitCodesView(codes: readonly number[]): string {
  return codes.map((code) => `${String(code).padStart(3)}  ${meanings[code] ?? ''}`).join('\n');
}
