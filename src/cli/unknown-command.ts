import { nearest } from '../kernel/nearest.js';
import { HardwayError, problem } from '../kernel/problem.js';

/**
 * oclif's "command … not found", or "Command … not found." where its help was asked for, as a problem that names the
 * nearest command; null for any other error. The ids are asked for only then, because they cost loading every command.
 */
export async function asUnknownCommand(
  error: unknown,
  commandIds: () => Promise<readonly string[]>,
): Promise<HardwayError | null> {
  const match = error instanceof Error ? /^[Cc]ommand (\S+) not found\.?$/.exec(error.message) : null;
  if (match === null) return null;
  const typed = (match[1] ?? '').replaceAll(':', ' ');
  const known = (await commandIds()).map((id) => id.replaceAll(':', ' '));
  const meant =
    nearest(typed, known) ??
    known.find((id) => id.startsWith(typed)) ??
    nearest(typed.split(' ')[0] ?? '', [...new Set(known.map((k) => k.split(' ')[0] ?? ''))]);
  return new HardwayError([
    problem('usage-invalid', {
      what: `there is no command "${typed}"`,
      fix: meant === undefined ? 'see hardway --help' : `did you mean "hardway ${meant}"? See hardway --help`,
    }),
  ]);
}
