import { HardwayError, problem } from '../kernel/problem.js';
import { said } from './foreign-text.js';

/** The connection ended under a running script. */
export function connectionLost(host: string, stderr = ''): HardwayError {
  return new HardwayError([
    problem('host-connection-lost', {
      where: { host },
      what: `the connection to ${host} was lost while a script was running there${said(stderr)}`,
      fix: 'run the command again: what was done already is found done',
    }),
  ]);
}

export function timedOut(host: string, timeoutMs: number): HardwayError {
  return new HardwayError([
    problem('host-timeout', {
      where: { host },
      what: `a script on ${host} did not end within ${timeoutMs / 1000} s`,
      fix: 'look at the load and the disks of the host, then run the command again',
    }),
  ]);
}

export function tooMuchOutput(host: string, limit: number): HardwayError {
  return new HardwayError([
    problem('host-output-too-long', {
      where: { host },
      what: `${host} sent more than the ${limit} bytes that a script may print`,
      expected: 'files and listings of ordinary size',
    }),
  ]);
}

export function interrupted(host: string): HardwayError {
  return new HardwayError([problem('interrupted', { where: { host }, what: `stopped while ${host} was being used` })]);
}

export function cutOff(host: string, how: string, stderr: string): HardwayError {
  return new HardwayError([
    problem('host-script-cut-off', {
      where: { host },
      what: `a script on ${host} was ended before it was done (${how})${said(stderr)}`,
      fix: 'see in the journal of the host what ended it (out of memory, a shutdown), then run the command again',
    }),
  ]);
}

export function shellUnusable(host: string, output: string): HardwayError {
  return new HardwayError([
    problem('host-shell-unusable', {
      where: { host },
      what: `the login shell on ${host} did not run /bin/sh${said(output)}`,
      expected: 'a user with a login shell and without a forced command',
      fix: `try: ssh ${host} /bin/sh -c true`,
    }),
  ]);
}
