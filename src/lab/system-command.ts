import { execa } from 'execa';
import { fail } from '../kernel/problem.js';

/** The PATH for system programs: a user's own often lacks the sbin folders. */
export const systemPath = `${process.env.PATH ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`;

/** Runs a system command and returns its stdout; a failure is a problem with what the command said. */
export async function systemCommand(command: string, args: readonly string[], input?: string): Promise<string> {
  const result = await execa(command, args, {
    reject: false,
    timeout: 60_000,
    env: { PATH: systemPath },
    ...(input === undefined ? { stdin: 'ignore' as const } : { input }),
  });
  if (result.exitCode === 0) return result.stdout;
  const said = result.stderr.trim().split('\n').slice(-3).join(' ');
  return fail('lab-command-failed', {
    what: `\`${[command, ...args].join(' ')}\` failed: ${said === '' ? `exit code ${result.exitCode ?? 'none'}` : said}`,
    fix: 'If this machine is a container itself, it may not be allowed to mount or to make network links.',
  });
}

/** Whether a system command succeeds. */
export async function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  const { exitCode } = await execa(command, args, {
    reject: false,
    timeout: 60_000,
    stdin: 'ignore',
    env: { PATH: systemPath },
  });
  return exitCode === 0;
}
