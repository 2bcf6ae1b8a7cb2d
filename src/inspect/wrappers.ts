/** How a program that starts another one takes its own words. */
export interface WrapperRules {
  /** Letters of short options that take the word after them when nothing is attached. */
  readonly letters?: string;
  /** Long options that take the word after them. */
  readonly long?: readonly string[];
  /** Words of its own before the program, besides options. */
  readonly operands?: number;
  /** `A=b` before the program sets a variable for it. */
  readonly assignments?: boolean;
  /** An option whose value sets a variable: `-e A=b`. */
  readonly setsVariable?: readonly string[];
  /** The program stands in an option, its arguments after `--`: `start-stop-daemon --exec P -- A`. */
  readonly programIn?: readonly string[];
}

/** Programs and builtins that start what comes after them; by the manual page of each. */
export const wrappers: Readonly<Record<string, WrapperRules>> = {
  builtin: {},
  catatonit: {},
  cgexec: { letters: 'g' },
  chpst: { letters: 'uUbe/nlLmdopfcrtC' },
  chroot: { operands: 1 },
  chrt: { letters: 'TPD', operands: 1 },
  command: {},
  daemon: {},
  daemonize: { letters: 'cEeoplu' },
  'dumb-init': { letters: 'r' },
  env: { letters: 'uCS', assignments: true },
  envdir: { operands: 1 },
  envuidgid: { operands: 1 },
  exec: { letters: 'a' },
  fdmove: { operands: 2 },
  flock: { letters: 'wE', operands: 1 },
  foreground: {},
  'go-runner': {},
  gosu: { operands: 1 },
  ionice: { letters: 'cnpPu' },
  nice: { letters: 'n' },
  nohup: {},
  nsenter: { letters: 'tSG' },
  numactl: { letters: 'CNmipP' },
  prlimit: {},
  runuser: { letters: 'ugG' },
  's6-applyuidgid': { letters: 'ugG' },
  's6-envdir': { operands: 1 },
  's6-notifyoncheck': { letters: 'stwnc3' },
  's6-setuidgid': { operands: 1 },
  's6-softlimit': { letters: 'amdcfoprst' },
  setpriv: { long: ['reuid', 'regid', 'groups', 'inh-caps', 'ambient-caps', 'bounding-set', 'securebits'] },
  setsid: {},
  setuidgid: { operands: 1 },
  softlimit: { letters: 'amdcfoprst' },
  'start-stop-daemon': {
    letters: 'xpsnucgdrNPIakReE',
    long: [
      'pidfile',
      'name',
      'user',
      'chuid',
      'group',
      'chdir',
      'chroot',
      'nicelevel',
      'procsched',
      'iosched',
      'umask',
    ],
    programIn: ['-x', '--exec', '-a', '--startas'],
  },
  stdbuf: { letters: 'ioe', long: ['input', 'output', 'error'] },
  strace: { letters: 'eoOpsSuEaPbIX' },
  'su-exec': { operands: 1 },
  sudo: { letters: 'ugCDhprtTUR', assignments: true },
  'systemd-cat': { letters: 'tp', long: ['identifier', 'priority', 'stderr-priority', 'level-prefix'] },
  'systemd-run': {
    letters: 'puEMHC',
    long: [
      'unit',
      'property',
      'description',
      'slice',
      'uid',
      'gid',
      'nice',
      'working-directory',
      'setenv',
      'service-type',
    ],
    setsVariable: ['-E', '--setenv'],
  },
  taskset: { operands: 1 },
  time: { letters: 'fo' },
  timeout: { letters: 'sk', operands: 1 },
  tini: { letters: 'pe' },
  'tini-static': { letters: 'pe' },
  unshare: {},
  'with-contenv': {},
};
