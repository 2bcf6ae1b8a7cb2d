/**
 * What people type who are used to `git help commit`: the same as `commit --help`, and `help` alone as `--help`. Any
 * other command line stays as it is.
 */
export function helpAsked(argv: readonly string[]): string[] {
  const [first, ...rest] = argv;
  if (first !== 'help') return [...argv];
  return [...rest.filter((word) => !word.startsWith('-')), '--help'];
}
