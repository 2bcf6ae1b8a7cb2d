import { execa } from 'execa';
import type { LabFolder } from './lab-folder.js';
import type { LabHost } from './network.js';

/** The arguments of the system's ssh for a lab host: its own key and known_hosts, nothing of the user's. */
export function sshArgs(lab: LabFolder, host: LabHost, user: string): readonly string[] {
  return [
    ...['-F', '/dev/null', '-i', lab.identity],
    ...['-o', 'IdentitiesOnly=yes', '-o', 'BatchMode=yes', '-o', 'ConnectTimeout=3'],
    ...['-o', `UserKnownHostsFile="${lab.knownHosts}"`, '-o', 'GlobalKnownHostsFile=/dev/null'],
    ...['-o', 'StrictHostKeyChecking=yes', '-o', 'LogLevel=ERROR'],
    `${user}@${host.address}`,
  ];
}

/** The answer of a command on a lab host; code 255 is ssh's own failure. */
export interface SshAnswer {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line on a lab host and captures what it says. */
export async function sshRun(lab: LabFolder, host: LabHost, command: string, user = 'ops'): Promise<SshAnswer> {
  const result = await execa('ssh', [...sshArgs(lab, host, user), '--', command], {
    reject: false,
    stdin: 'ignore',
    timeout: 60_000,
  });
  return { code: result.exitCode ?? 255, stdout: result.stdout, stderr: result.stderr };
}

/** Opens a session on a lab host with this terminal, or runs words as one command there; returns the exit code. */
export async function sshSession(
  lab: LabFolder,
  host: LabHost,
  words: readonly string[],
  user = 'ops',
): Promise<number> {
  const rest = words.length === 0 ? [] : ['--', ...words];
  const result = await execa('ssh', [...sshArgs(lab, host, user), ...rest], { reject: false, stdio: 'inherit' });
  return result.exitCode ?? 255;
}
