import { shellQuote } from './quote.js';

/**
 * How a script reaches a host. The command line is constant, so any login shell (sh, bash, csh, fish) reads it the same:
 * single quotes, no backslash, no `!`, no line feed. `/bin/sh` then reads the program from the first line of its
 * standard input. `read` takes a pipe byte by byte, so the rest of the input is left for the script. Neither the script
 * nor its arguments are ever visible in the process list of the host.
 */
const reader = 'IFS= read -r p && eval "$(printf %b "$p")"';

// `$0` is the reader. Root needs no sudo; everybody else gets `sudo -n`, which never asks. English messages are wanted.
const asRoot = 'test "$(id -u)" = 0 && exec /bin/sh -c "$0"; LC_ALL=C; export LC_ALL; exec sudo -n -- /bin/sh -c "$0"';

/** The words of the command that reads a program from its standard input and runs it. */
export function commandWords(sudo: boolean): readonly string[] {
  return sudo ? ['/bin/sh', '-c', asRoot, reader] : ['/bin/sh', '-c', reader];
}

/** The same as one line for the login shell behind an SSH exec request. */
export function commandLine(sudo: boolean): string {
  return commandWords(sudo)
    .map((word) => (/^[\w/-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');
}

/**
 * The program for a script, as the one line that the reader takes. The script runs in a subshell with a known locale,
 * folder, mask and path, between two lines that carry the marker. The marker is held in no variable and no environment,
 * so nothing that the script starts can know it.
 */
export function programLine(script: string, args: readonly string[], marker: string): string {
  const program = [
    '{ set +x; } 2>/dev/null',
    `printf '\\n%s\\n' ${marker}:start`,
    '(',
    'LC_ALL=C; export LC_ALL; unset CDPATH; umask 022; cd /',
    'PATH="${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin"; export PATH',
    `set -- ${args.map(shellQuote).join(' ')}`,
    `eval ${shellQuote(script)}`,
    ')',
    `printf '\\n%s:%s\\n' ${marker}:end "$?"`,
  ].join('\n');
  return `${forPrintf(program)}\n`;
}

/** Escapes text for `printf %b` so that it is one line of printable ASCII: `\0ooo` for every other byte. */
function forPrintf(text: string): string {
  const bytes = Buffer.from(text, 'utf8').toString('latin1');
  return bytes.replace(/[^ -[\]-~]/g, (byte) => `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
