import { readdirSync, readFileSync } from 'node:fs';

/** Collects the command lines and environments of all processes of this machine, again and again until stopped. */
export function watchProcesses(): () => string {
  const seen = new Set<string>();
  const look = (): void => {
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      for (const file of ['cmdline', 'environ']) {
        try {
          seen.add(readFileSync(`/proc/${pid}/${file}`, 'latin1'));
        } catch {
          // Gone meanwhile, or of another user.
        }
      }
    }
  };
  const timer = setInterval(look, 4);
  return () => {
    clearInterval(timer);
    return [...seen].join('\n');
  };
}
