/** How a program that starts another one takes its own words. */
export interface StarterRules {
  /** Letters of short options that take the word after them when nothing is attached. */
  readonly letters?: string;
  /** Long options that take the word after them when nothing is attached, with blanks between. */
  readonly long?: string;
  /** Words of its own before the program, besides options. */
  readonly operands?: number;
  /** `A=b` before the program sets a variable for it. */
  readonly assignments?: boolean;
  /** An option whose value sets a variable: `-e A=b`. */
  readonly setsVariable?: readonly string[];
  /** The program stands in an option, its arguments after `--`: `start-stop-daemon --exec P -- A`. */
  readonly programIn?: readonly string[];
}

/**
 * Programs and builtins that start what comes after them; by the manual page of each. An option whose value has to be
 * attached (`unshare --mount=FILE`) takes no word.
 */
export const starters: Readonly<Record<string, StarterRules>> = {
  builtin: {},
  catatonit: {},
  cgexec: { letters: 'g' },
  chpst: { letters: 'uUbe/nlLmdopfcrtC' },
  chroot: { long: 'groups userspec', operands: 1 },
  chrt: { letters: 'TPD', long: 'sched-runtime sched-period sched-deadline', operands: 1 },
  command: {},
  daemon: {
    letters: 'CnPFuRDmeaALMlboOE',
    long:
      'config name pidfiles pidfile user chroot chdir umask env acceptable attempts delay limit ' +
      'errlog dbglog output stdout stderr check',
    setsVariable: ['-e', '--env'],
  },
  daemonize: { letters: 'cEeoplu', setsVariable: ['-E'] },
  doas: { letters: 'aCu' },
  'dumb-init': { letters: 'r', long: 'rewrite' },
  env: { letters: 'uCSa', long: 'unset chdir split-string argv0', assignments: true },
  envdir: { operands: 1 },
  envuidgid: { operands: 1 },
  exec: { letters: 'a' },
  fdmove: { operands: 2 },
  flock: { letters: 'wE', long: 'wait timeout conflict-exit-code', operands: 1 },
  foreground: {},
  'go-runner': {},
  gosu: { operands: 1 },
  ionice: { letters: 'cnpPu', long: 'class classdata pid pgid uid' },
  nice: { letters: 'n', long: 'adjustment' },
  nohup: {},
  nsenter: { letters: 'tSG', long: 'target setuid setgid' },
  numactl: {
    letters: 'CNmipP',
    long: 'physcpubind cpunodebind membind interleave preferred preferred-many',
  },
  prlimit: { letters: 'op', long: 'output pid' },
  runuser: { letters: 'ugGsw', long: 'user group supp-group shell whitelist-environment' },
  's6-applyuidgid': { letters: 'ugG' },
  's6-envdir': { operands: 1 },
  's6-notifyoncheck': { letters: 'stwnc3' },
  's6-setuidgid': { operands: 1 },
  's6-softlimit': { letters: 'amdcfoprst' },
  setpriv: {
    long:
      'ruid euid reuid rgid egid regid groups inh-caps ambient-caps bounding-set securebits pdeathsig ' +
      'ptracer selinux-label apparmor-profile landlock-access landlock-rule seccomp-filter',
  },
  setsid: {},
  setuidgid: { operands: 1 },
  softlimit: { letters: 'amdcfoprst' },
  'start-stop-daemon': {
    letters: 'xpsnucgdrNPIakReEO',
    long:
      'exec startas pid ppid pidfile name user chuid group signal chdir chroot nicelevel procsched iosched umask ' +
      'notify-timeout output retry env',
    programIn: ['-x', '--exec', '-a', '--startas'],
  },
  stdbuf: { letters: 'ioe', long: 'input output error' },
  strace: {
    letters: 'eoOpsSuEaPbIXU',
    long:
      'env attach user detach-on interruptible trace signal status trace-path columns abbrev verbose raw read write ' +
      'kvm output string-limit const-print-style inject fault summary-syscall-overhead summary-sort-by summary-columns',
    setsVariable: ['-E', '--env'],
  },
  'su-exec': { operands: 1 },
  sudo: {
    letters: 'ugCDhprtTUR',
    long: 'user group close-from chdir host prompt role type command-timeout other-user chroot auth-type login-class',
    assignments: true,
  },
  'systemd-cat': { letters: 'tp', long: 'identifier priority stderr-priority level-prefix' },
  'systemd-run': {
    letters: 'puEMHC',
    long:
      'unit property description slice service-type uid gid nice working-directory setenv host machine capsule ' +
      'path-property socket-property timer-property on-active on-boot on-startup on-unit-active on-unit-inactive ' +
      'on-calendar',
    setsVariable: ['-E', '--setenv'],
  },
  taskset: { operands: 1 },
  time: { letters: 'fo', long: 'format output' },
  timeout: { letters: 'sk', long: 'signal kill-after', operands: 1 },
  tini: { letters: 'pe' },
  'tini-static': { letters: 'pe' },
  unshare: {
    letters: 'RwSG',
    long: 'map-user map-users map-group map-groups propagation setgroups root wd setuid setgid monotonic boottime',
  },
  'with-contenv': {},
};
