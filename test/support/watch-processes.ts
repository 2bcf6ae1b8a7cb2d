import { readdirSync, readFileSync } from 'node:fs';

const pidsNow = (): readonly string[] => readdirSync('/proc').filter((name) => /^\d+$/.test(name));

/**
 * Collects the command lines and environments of the processes of this machine until stopped: again and again of those
 * that have started since, of all others at the end.
 */
export function watchProcesses(): () => string {
  const seen = new Set<string>();
  const look = (pids: readonly string[]): void => {
    for (const pid of pids) {
      for (const file of ['cmdline', 'environ']) {
        try {
          seen.add(readFileSync(`/proc/${pid}/${file}`, 'latin1'));
        } catch {
          // The process has ended, or belongs to somebody else.
        }
      }
    }
  };
  const before = new Set(pidsNow());
  const timer = setInterval(() => {
    look(pidsNow().filter((pid) => !before.has(pid)));
  }, 4);
  return () => {
    clearInterval(timer);
    look(pidsNow());
    return [...seen].join('\n');
  };
}
