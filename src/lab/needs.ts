import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import path from 'node:path';
import { type Problem, problem } from '../kernel/problem.js';

/** A program that lab hosts are made with, and the Debian package that has it. */
const tools = [
  { command: 'systemd-nspawn', debianPackage: 'systemd-container' },
  { command: 'debootstrap', debianPackage: 'debootstrap' },
  { command: 'ip', debianPackage: 'iproute2' },
  { command: 'ssh', debianPackage: 'openssh-client' },
  { command: 'ssh-keygen', debianPackage: 'openssh-client' },
  { command: 'mount', debianPackage: 'mount' },
] as const;

/** The Debian packages that lab hosts need on this machine. */
export const labPackages: readonly string[] = [...new Set(tools.map(({ debianPackage }) => debianPackage))];

/** What this machine is. Handed in, so that the rules can be tested. */
export interface Machine {
  readonly platform: string;
  readonly uid: number;
  /** The folders of PATH. */
  readonly path: readonly string[];
}

/** This machine; system programs are looked for in the sbin folders too, which a user's PATH often lacks. */
export function thisMachine(): Machine {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return {
    platform: process.platform,
    uid: process.getuid?.() ?? -1,
    path: [...folders, '/usr/sbin', '/sbin'],
  };
}

async function isInstalled(command: string, folders: readonly string[]): Promise<boolean> {
  for (const folder of folders) {
    const found = await access(path.join(folder, command), constants.X_OK).then(
      () => true,
      () => false,
    );
    if (found) return true;
  }
  return false;
}

/** Everything that this machine lacks for lab hosts, all at once. */
export async function lacking(machine: Machine): Promise<readonly Problem[]> {
  if (machine.platform !== 'linux') {
    const what = `Lab hosts need Linux; this is ${machine.platform}.`;
    return [problem('lab-needs-linux', { what, fix: 'Run the lab on a Linux machine or in a Linux VM.' })];
  }
  const problems: Problem[] = [];
  if (machine.uid !== 0) {
    const what = 'Lab hosts need root: mounts, a bridge and containers.';
    const fix = 'Run the command with sudo, or use `hardway lab up --processes`, which needs no root.';
    problems.push(problem('lab-needs-root', { what, fix }));
  }
  for (const { command, debianPackage } of tools) {
    if (await isInstalled(command, machine.path)) continue;
    const what = `${command} is not installed.`;
    problems.push(problem('lab-needs-tool', { what, fix: `apt-get install ${debianPackage}` }));
  }
  return problems;
}
