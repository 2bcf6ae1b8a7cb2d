import { fail } from '../kernel/problem.js';
import { hostsOf } from '../lab/lab-state.js';
import { sshRun, sshSession } from '../lab/ssh.js';
import { labIn } from './lab-down.js';

export interface LabSsh {
  readonly directory: string;
  readonly host: string;
  readonly user: string;
  readonly words: readonly string[];
  /** Capture what the command says instead of handing the terminal over. */
  readonly capture: boolean;
}

/** How a session on a lab host ended; the texts only when they were captured. */
export interface SshEnded {
  readonly host: string;
  readonly code: number;
  readonly stdout?: string;
  readonly stderr?: string;
}

/** Opens a session on a lab host, or runs a command there. */
export async function labSsh(request: LabSsh): Promise<SshEnded> {
  const { lab, state } = await labIn(request.directory);
  const hosts = hostsOf(state);
  const host = hosts.find(({ name }) => name === request.host);
  if (host === undefined) {
    const names = hosts.map(({ name }) => name).join(', ');
    return fail('lab-no-host', {
      what: `The lab has no host called ${request.host}.`,
      expected: names === '' ? 'a lab of hosts: this one runs plain processes' : `one of ${names}`,
    });
  }
  if (request.capture) {
    return { host: host.name, ...(await sshRun(lab, host, request.words.join(' '), request.user)) };
  }
  return { host: host.name, code: await sshSession(lab, host, request.words, request.user) };
}
