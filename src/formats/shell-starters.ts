interface StarterRules {
  /** Options that take the word after them. */
  readonly withValue: string;
  /** Words of its own before the program, besides options. */
  readonly operands?: number;
}

/** Programs and builtins that only start what comes after them, with the options that take a word. */
const starters: Readonly<Record<string, StarterRules>> = {
  builtin: { withValue: '' },
  chroot: { withValue: '', operands: 1 },
  chrt: { withValue: 'TPD', operands: 1 },
  command: { withValue: '' },
  env: { withValue: 'uCS' },
  exec: { withValue: 'a' },
  ionice: { withValue: 'cn' },
  nice: { withValue: 'n' },
  nohup: { withValue: '' },
  numactl: { withValue: 'CNmipP' },
  setsid: { withValue: '' },
  stdbuf: { withValue: 'ioe' },
  sudo: { withValue: 'ugCDhprtTU' },
  taskset: { withValue: '', operands: 1 },
  time: { withValue: 'fo' },
  timeout: { withValue: 'sk', operands: 1 },
};

const assignment = /^[A-Za-z_]\w*=/;

/** Where the program of a command stands, and the assignments that `env` or `sudo` make before it. */
export interface ProgramPlace {
  readonly index: number;
  readonly assignments: readonly number[];
}

/** Skips `exec`, `sudo -u etcd`, `env A=b`, `nohup` and the like, one in front of the other. */
export function programPlace(words: readonly { readonly text: string }[]): ProgramPlace {
  const assignments: number[] = [];
  let i = 0;
  for (;;) {
    const text = words[i]?.text ?? '';
    const name = text.slice(text.lastIndexOf('/') + 1);
    const rules = Object.hasOwn(starters, name) ? starters[name] : undefined;
    if (rules === undefined) return { index: i, assignments };
    i = skipOptions(words, i + 1, rules);
    while (['env', 'sudo'].includes(name) && assignment.test(words[i]?.text ?? '')) assignments.push(i++);
    i += rules.operands ?? 0;
    if (i >= words.length) return { index: words.length, assignments };
  }
}

function skipOptions(words: readonly { readonly text: string }[], start: number, rules: StarterRules): number {
  let i = start;
  while (i < words.length) {
    const text = words[i]?.text ?? '';
    if (text === '--') return i + 1;
    // `env -` is `env -i`.
    if (!text.startsWith('-')) return i;
    // In `-Eu etcd` the word after belongs to the last letter, in `-uetcd` the value follows the first that takes one.
    const letters = text.startsWith('--') ? [] : Array.from(text.slice(1));
    const taking = letters.findIndex((letter) => rules.withValue.includes(letter));
    i += taking !== -1 && taking === letters.length - 1 ? 2 : 1;
  }
  return i;
}
