import { type Problem, problem } from '../kernel/problem.js';
import type { InspectedComponent } from './effective-flag.js';
import type { HostText } from './host-facts.js';
import type { Configured, Running } from './host-sources.js';

/**
 * Times are of whole seconds, and a start counts from that of the host, which is one too: a process may have started up to
 * two seconds later than it seems.
 */
const isNewer = ({ changed }: HostText, started: number): boolean => changed !== undefined && changed > started + 1;

/**
 * Files that changed after the process started and say something else than it runs with: the next start will make the
 * difference real. Without both times, or without a difference, nothing can be said.
 */
export function notRestarted(
  { component, differences }: InspectedComponent,
  { process, file }: Running,
  configured: readonly Configured[],
): readonly Problem[] {
  const { started } = process;
  if (started === undefined) return [];
  const fix = `restart ${component} when the change is wanted; otherwise undo it`;
  if (file !== undefined && isNewer(file, started)) {
    return [
      problem('input-not-restarted', {
        severity: 'warning',
        where: { file: file.file },
        what: `the file changed after ${component} read it at its start, so what runs may differ from it`,
        fix,
      }),
    ];
  }
  if (differences.length === 0) return [];
  const names = differences.map(({ flag }) => `--${flag}`).join(', ');
  const newer = configured.flatMap(({ files }) => files).filter((one) => isNewer(one, started));
  return [...new Set(newer.map((one) => one.file))].map((path) =>
    problem('input-not-restarted', {
      severity: 'warning',
      where: { file: path },
      what: `the file changed after ${component} started, which runs with another ${names}`,
      fix,
    }),
  );
}
