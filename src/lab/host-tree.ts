import { chmod, chown, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { exists } from './folder-problems.js';
import { type HostFolder } from './lab-folder.js';
import { labNetwork, type LabHost } from './network.js';
import { systemCommand } from './system-command.js';

/** One file of a host on top of the base image. */
interface TreeFile {
  readonly path: string;
  readonly content: string;
  readonly mode: number;
}

function networkFile(host: LabHost): string {
  return [
    '[Match]',
    'Name=host0',
    '',
    '[Network]',
    `Address=${host.address}/${labNetwork.length}`,
    `Gateway=${labNetwork.gateway}`,
    'LinkLocalAddressing=no',
    'LLMNR=no',
    '',
  ].join('\n');
}

/** What tells one host from the others, as files on top of the base image. */
export function hostFiles(host: LabHost): readonly TreeFile[] {
  const hosts = ['127.0.0.1 localhost', `${host.address} ${host.name}`, ''].join('\n');
  return [
    { path: 'etc/hostname', content: `${host.name}\n`, mode: 0o644 },
    { path: 'etc/hosts', content: hosts, mode: 0o644 },
    { path: 'etc/systemd/network/10-host0.network', content: networkFile(host), mode: 0o644 },
  ];
}

async function writeAuthorizedKey(upper: string, home: string, key: string, uid: number): Promise<void> {
  const directory = path.join(upper, home, '.ssh');
  await mkdir(directory, { recursive: true });
  const file = path.join(directory, 'authorized_keys');
  await writeFile(file, key, { mode: 0o600 });
  await chmod(directory, 0o700);
  for (const owned of [directory, file]) await chown(owned, uid, uid);
}

/** Copies the mode and owner that a folder of the base image has, because overlayfs shows those of the upper folder. */
async function likeBase(upper: string): Promise<void> {
  await chmod(upper, 0o755);
  await chmod(path.join(upper, 'root'), 0o700);
  await chmod(path.join(upper, 'home/ops'), 0o700);
  await chown(path.join(upper, 'home/ops'), 1000, 1000);
}

/**
 * Makes the folders of a host, its identity (host key of its own, name, address) and the keys that may log in as root
 * and as ops. Returns the host's public key. Done once per host: a host that exists keeps what it has.
 */
export async function makeHostTree(folder: HostFolder, host: LabHost, authorizedKey: string): Promise<void> {
  for (const directory of [folder.upper, folder.work, folder.root]) await mkdir(directory, { recursive: true });
  for (const file of hostFiles(host)) {
    const target = path.join(folder.upper, file.path);
    await mkdir(path.dirname(target), { recursive: true });
    await writeFile(target, file.content);
    await chmod(target, file.mode);
  }
  await writeAuthorizedKey(folder.upper, 'root', authorizedKey, 0);
  await writeAuthorizedKey(folder.upper, 'home/ops', authorizedKey, 1000);
  await likeBase(folder.upper);
  const key = path.join(folder.upper, 'etc/ssh/ssh_host_ed25519_key');
  await mkdir(path.dirname(key), { recursive: true });
  if (!(await exists(key))) {
    await systemCommand('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', `root@${host.name}`, '-f', key]);
  }
}

/** The line of known_hosts for a host. */
export async function knownHostsLine(folder: HostFolder, host: LabHost): Promise<string> {
  const text = await readFile(path.join(folder.upper, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8');
  const [type = '', key = ''] = text.split(' ');
  return `${host.address} ${type} ${key.trim()}\n`;
}
