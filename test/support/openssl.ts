import { spawnSync } from 'node:child_process';

/** What `openssl verify -x509_strict` says about certificates under one authority: by file, null when it accepts one. */
export function opensslVerdicts(authority: string, files: readonly string[], more: readonly string[] = []) {
  const run = spawnSync('openssl', ['verify', '-x509_strict', ...more, '-CAfile', authority, ...files], {
    encoding: 'utf8',
  });
  if (run.error !== undefined) throw run.error;
  const output = run.stdout + run.stderr;
  return new Map(
    files.map((file) => [file, output.split('\n').includes(`${file}: OK`) ? null : complaint(output, file)] as const),
  );
}

function complaint(output: string, file: string): string {
  return output.split('\n').find((line) => line.includes(file)) ?? output.slice(0, 300);
}
