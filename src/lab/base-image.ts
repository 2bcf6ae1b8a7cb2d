import { createHash } from 'node:crypto';
import { access, chmod, mkdir, readdir, rename, rm, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { fail } from '../kernel/problem.js';
import { systemCommand, systemPath } from './system-command.js';

const suite = 'bookworm';

/** What a host has: init, SSH, and the tools that deployments and Kubernetes nodes expect on a small server. */
const packages = [
  ...['systemd', 'systemd-sysv', 'dbus', 'openssh-server', 'iproute2', 'procps', 'sudo', 'curl', 'ca-certificates'],
  ...['kmod', 'iptables', 'ethtool', 'socat', 'conntrack', 'mount', 'haproxy'],
];

/** Raised when the finishing touches below change, so that an older image in the cache is not used. */
const recipe = 2;

/** Where the base image lies in the cache; another recipe is another folder. */
export function baseImage(cache: string): string {
  const key = createHash('sha256')
    .update([suite, ...packages, recipe].join(' '))
    .digest('hex')
    .slice(0, 12);
  return path.join(cache, 'lab', `${suite}-${key}`);
}

/** Passes on what debootstrap says, a line every few seconds, so that a terminal shows life and a log stays short. */
function every(intervalMs: number, progress: (line: string) => void): (line: string) => void {
  let last = 0;
  return (line) => {
    const now = performance.now();
    if (now - last < intervalMs || !line.startsWith('I: ')) return;
    last = now;
    progress(`base image: ${line.slice(3).toLowerCase()}`);
  };
}

async function debootstrap(into: string, progress: (line: string) => void, signal: AbortSignal): Promise<void> {
  const show = every(5_000, progress);
  const child = execa('debootstrap', ['--variant=minbase', `--include=${packages.join(',')}`, suite, into], {
    reject: false,
    stdin: 'ignore',
    all: true,
    cancelSignal: signal,
    env: { DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C', PATH: systemPath },
  });
  const tail: string[] = [];
  for await (const line of child.iterable({ from: 'all' })) {
    show(line);
    if (/^[EW]: /.test(line)) tail.push(line);
  }
  const { exitCode, isCanceled } = await child;
  if (isCanceled)
    fail('interrupted', { what: 'Making the base image was interrupted.', fix: 'Run the command again.' });
  if (exitCode === 0) return;
  fail('lab-base-failed', {
    what: `debootstrap failed: ${tail.slice(-3).join(' ') || `exit code ${exitCode ?? 'none'}`}`,
    fix: 'A Debian mirror must be reachable (http_proxy is respected); debootstrap needs root and a folder without noexec.',
  });
}

/** What makes a tree a lab host: a user with sudo, networkd, and nothing that two hosts must not share. */
async function finish(root: string): Promise<void> {
  await systemCommand('chroot', [root, 'useradd', '--create-home', '--shell', '/bin/bash', '--uid', '1000', 'ops']);
  await writeFile(path.join(root, 'etc/sudoers.d/ops'), 'ops ALL=(ALL:ALL) NOPASSWD: ALL\n');
  await chmod(path.join(root, 'etc/sudoers.d/ops'), 0o440);
  await systemCommand('chroot', [root, 'systemctl', 'enable', 'systemd-networkd.service']);
  await systemCommand('chroot', [root, 'systemctl', 'disable', 'haproxy.service', 'apt-daily.timer']);
  for (const name of await readdir(path.join(root, 'etc/ssh'))) {
    if (name.startsWith('ssh_host_')) await rm(path.join(root, 'etc/ssh', name));
  }
  await chmod(path.join(root, 'etc/machine-id'), 0o644);
  await truncate(path.join(root, 'etc/machine-id'), 0);
  // D-Bus keeps a copy, which systemd would take for the id of every host.
  await rm(path.join(root, 'var/lib/dbus/machine-id'), { force: true });
  await rm(path.join(root, 'var/cache/apt/archives'), { recursive: true, force: true });
}

/**
 * The base image in the cache, made on first use (about a minute, 300 MB). It appears whole or not at all. The caller
 * holds the lock of the lab, so that no two runs make it at once.
 */
export async function ensureBaseImage(
  cache: string,
  progress: (line: string) => void,
  signal: AbortSignal,
): Promise<string> {
  const image = baseImage(cache);
  const there = await access(image).then(
    () => true,
    () => false,
  );
  if (there) return image;
  const incoming = `${image}.incoming`;
  progress('making the base image with debootstrap: about a minute, 300 MB, once');
  await rm(incoming, { recursive: true, force: true });
  await mkdir(incoming, { recursive: true });
  try {
    await debootstrap(incoming, progress, signal);
    await finish(incoming);
    // The root of the tree is the root of the hosts: others than root must be able to enter it.
    await chmod(incoming, 0o755);
    await rename(incoming, image);
  } finally {
    await rm(incoming, { recursive: true, force: true });
  }
  return image;
}
