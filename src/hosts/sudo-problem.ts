import { HardwayError, problem } from '../kernel/problem.js';
import { said } from './foreign-text.js';

/**
 * What to say when a script that wants root never started. sudo ran with `-n` and LC_ALL=C, so its messages are known:
 * a password is required, not in the sudoers file, not allowed to execute, must have a tty.
 */
export function sudoProblem(host: string, user: string, stderr: string): HardwayError | undefined {
  if (/sudo: (command )?not found|sudo: No such file/.test(stderr)) {
    return new HardwayError([
      problem('host-sudo-missing', {
        where: { host },
        what: `${user} is not root on ${host}, and there is no sudo`,
        expected: 'root, or a user with sudo',
        fix: `install sudo on ${host}, or set ssh.user to root`,
      }),
    ]);
  }
  if (!/sudo|sudoers|not allowed to execute/i.test(stderr)) return undefined;
  return new HardwayError([
    problem('host-sudo-refused', {
      where: { host },
      what: `sudo on ${host} does not let ${user} become root without a password${said(stderr)}`,
      expected: 'sudo without a password: hardway never asks for one and never tries one',
      fix: `on ${host}, as root: echo '${user} ALL=(ALL) NOPASSWD: ALL' > /etc/sudoers.d/hardway && chmod 0440 /etc/sudoers.d/hardway`,
    }),
  ]);
}
