import { closeSync, openSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** An input that is no good, or too much of it, and how the program is given it. */
export interface BadInput {
  readonly title: string;
  /** Written to the file that `inspect` is given. */
  readonly text?: string | Buffer;
  /** A file of this many bytes that takes no room on the disk. */
  readonly sparseBytes?: number;
  /** A shell command whose output goes to standard input. */
  readonly stdin?: string;
}

const many = 100_000;
const flags = (joint: string): string => Array.from({ length: many }, (_, i) => `--flag-${i}=x`).join(joint);
const pod = (command: string): string =>
  `apiVersion: v1\nkind: Pod\nspec:\n  containers:\n    - name: kube-apiserver\n      command:\n${command}`;
const bomb = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...Array.from(
    { length: 9 },
    (_, i) => `${'bcdefghij'[i]}: &${'bcdefghij'[i]} [${Array(9).fill(`*${'abcdefghi'[i]}`).join(',')}]`,
  ),
];
const bait = 'a!'.repeat(50_000);

export const badInputs: readonly BadInput[] = [
  { title: 'nothing', text: '' },
  { title: 'blank lines, 1 MiB', text: '\n'.repeat(1 << 20) },
  {
    title: 'a program (ELF)',
    text: Buffer.concat([Buffer.from('\x7fELF\x02\x01\x01', 'latin1'), Buffer.alloc(4096, 0xff)]),
  },
  { title: 'NUL only, 1 MiB', text: Buffer.alloc(1 << 20) },
  { title: 'a file of 1 GiB', sparseBytes: 1 << 30 },
  { title: 'endless standard input', stdin: "yes 'kube-apiserver --v=2'" },
  { title: 'endless standard input without line ends', stdin: "tr '\\0' a </dev/zero" },
  { title: '100 000 flags in /proc/PID/cmdline', text: `kube-apiserver\0${flags('\0')}\0` },
  { title: '100 000 flags in a line of ps', text: `root 7 1 0 10:00 ? 00:00:01 kube-apiserver ${flags(' ')}\n` },
  { title: '100 000 flags in a unit', text: `[Service]\nExecStart=/usr/bin/kube-apiserver ${flags(' \\\n  ')}\n` },
  { title: '100 000 flags in a manifest', text: pod(`kube-apiserver\n${flags('\n')}`.replaceAll(/^/gm, '        - ')) },
  { title: '100 000 processes', text: `root 7 1 0 10:00 ? 00:00:01 kube-apiserver --v=2\n`.repeat(many) },
  { title: 'one line of 15 MiB', text: `ExecStart=/usr/bin/kube-apiserver --v=${'x'.repeat(15 << 20)}\n` },
  { title: 'a manifest 100 000 levels deep', text: `kind: Pod\nspec: ${'['.repeat(many)}` },
  { title: 'a bomb of aliases', text: `kind: Pod\n${bomb.join('\n')}\n` },
  { title: '100 000 of `a!` in a line of ps', text: `root 7 1 0 10:00 ? 00:00:01 kube-apiserver ${bait}\n` },
  { title: '100 000 of `a!` in a unit', text: `[Service]\nExecStart=/usr/bin/kube-apiserver --v=${bait}\n` },
  { title: '100 000 of `a!` in a log', text: `I1121 10:00:00.000001 7 flags.go:64] FLAG: --${bait}="${bait}"\n` },
  { title: '100 000 quotes in a script', text: `#!/bin/sh\nexec kube-apiserver --v=${'"\''.repeat(many / 2)}\n` },
  {
    title: '100 000 backslashes in a unit',
    text: `[Service]\nExecStart=/usr/bin/kube-apiserver ${'\\'.repeat(many)}\n`,
  },
  { title: 'a page of 100 000 heredocs', text: 'cat <<EOF > x\n[Service]\nEOF\n'.repeat(many) },
  { title: '100 000 open braces', text: '{'.repeat(many) },
  { title: '100 000 documents of YAML', text: '---\nkind: Pod\n'.repeat(many) },
  {
    title: 'a rejoined word of 100 000 lines',
    text: `[Service]\nExecStart=/usr/bin/kube-apiserver --v=2,\n${'x,\n'.repeat(many)}`,
  },
];

/** Puts an input where `inspect` can read it: a file, or what is to be piped in. */
export function place(input: BadInput, folder: string): { readonly source: string; readonly stdin?: string } {
  if (input.stdin !== undefined) return { source: '-', stdin: input.stdin };
  const file = path.join(folder, 'input');
  writeFileSync(file, input.text ?? '');
  if (input.sparseBytes !== undefined) {
    closeSync(openSync(file, 'a'));
    truncateSync(file, input.sparseBytes);
  }
  return { source: file };
}
