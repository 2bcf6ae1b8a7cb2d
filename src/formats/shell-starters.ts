import { starterWords } from './starter-words.js';
import { starters } from './starters.js';

/** Those that do nothing but start what comes after them, so that a reader of a script need not know of them. */
const plain: ReadonlySet<string> = new Set(
  'builtin chroot chrt command doas env exec ionice nice nohup numactl setpriv setsid stdbuf sudo taskset time timeout'.split(
    ' ',
  ),
);

/** Where the program of a command stands, and the assignments that `env` or `sudo` make before it. */
export interface ProgramPlace {
  readonly index: number;
  readonly assignments: readonly number[];
}

/** Skips `exec`, `sudo -u etcd`, `env A=b`, `nohup` and the like, one in front of the other. */
export function programPlace(words: readonly { readonly text: string }[]): ProgramPlace {
  let assignments: readonly number[] = [];
  let i = 0;
  for (;;) {
    const text = words[i]?.text ?? '';
    const name = text.slice(text.lastIndexOf('/') + 1);
    const rules = plain.has(name) ? starters[name] : undefined;
    if (rules === undefined) return { index: i, assignments };
    const skipped = starterWords(words, i + 1, rules);
    if (skipped.assignments.length > 0) assignments = [...assignments, ...skipped.assignments];
    i = skipped.next;
    if (i >= words.length) return { index: words.length, assignments };
  }
}
