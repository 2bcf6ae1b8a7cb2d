import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { fail } from '../kernel/problem.js';

/** A program that is to outlive this command. */
export interface DetachedProgram {
  readonly command: string;
  readonly args: readonly string[];
  /** Where its stdout and stderr go; appended, made with mode 0600. */
  readonly log: string;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * Starts a program in a session of its own, with its output in a file, and returns its pid. By node's own spawn:
 * execa hands no descriptor of ours to a child, and a pipe would tie the child to this command.
 */
export function startDetached(program: DetachedProgram): Promise<number> {
  const log = openSync(program.log, 'a', 0o600);
  return new Promise<number>((resolve, reject) => {
    const child = spawn(program.command, program.args, {
      detached: true,
      stdio: ['ignore', log, log],
      env: program.env ?? process.env,
    });
    child.once('error', reject);
    child.once('spawn', () => {
      child.unref();
      if (child.pid === undefined) fail('bug', { what: `${program.command} started without a pid.` });
      resolve(child.pid);
    });
  }).finally(() => {
    closeSync(log);
  });
}
