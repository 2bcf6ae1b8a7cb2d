import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** In the scripts `p` prints its arguments and `h` its standard input, each in a frame that nothing else prints. */
const driver = String.raw`
p() { printf 'p'; for _word; do printf '%s\0' "$_word"; done; printf '\002'; }
h() { printf 'h'; cat; printf '\0\002'; }
unset X Y Z
set -f
for file; do ( set --; . "$file" ) 2>/dev/null; printf '\003'; done
`;

/** The calls of one script: `p` or `h`, and what it was given. */
export type Printed = readonly (readonly string[])[];

/**
 * What a real shell makes of every script, all of them in one process: its calls of `p`, which takes words, and of `h`,
 * which takes standard input. Variables X, Y and Z are unset and no names of files are looked for.
 */
export function judgedByShell(shell: string, scripts: readonly string[]): readonly Printed[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-shell-'));
  try {
    const files = scripts.map((script, i) => {
      const file = path.join(folder, `${String(i)}.sh`);
      writeFileSync(file, script);
      return file;
    });
    const printed = execFileSync(shell, ['-c', driver, shell, ...files], { maxBuffer: 1 << 27 }).toString();
    const runs = printed.split('\u0003').slice(0, -1);
    return runs.map((run) =>
      run
        .split('\u0002')
        .slice(0, -1)
        .map((call) => [call[0] ?? '', ...call.slice(1).split('\0').slice(0, -1)]),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}
