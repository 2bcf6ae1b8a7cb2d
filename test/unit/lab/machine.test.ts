import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { systemdHierarchies } from '../../../src/lab/cgroup.js';
import { endProcess, signalProcess } from '../../../src/lab/end-process.js';
import { freeLoopback } from '../../../src/lab/loopback.js';
import { lacking } from '../../../src/lab/needs.js';
import { foreignRoute, labHosts } from '../../../src/lab/network.js';
import { mountPoints } from '../../../src/lab/overlay.js';
import { identify, isRunning, parseStat } from '../../../src/lab/process-table.js';
import { createServer } from 'node:net';

describe('what a machine lacks for lab hosts', () => {
  it('is one thing on a system that has no containers of this kind', async () => {
    const problems = await lacking({ platform: 'darwin', uid: 501, path: [] });
    expect(problems.map(({ code }) => code)).toEqual(['lab-needs-linux']);
  });

  it('names root and every missing program with its Debian package, all at once', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'hardway-test-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    for (const name of ['ip', 'mount', 'ssh']) {
      await writeFile(path.join(folder, name), '');
      await chmod(path.join(folder, name), 0o755);
    }
    const problems = await lacking({ platform: 'linux', uid: 1000, path: [folder] });
    expect(problems.map(({ what, fix }) => [what.split(' ')[0], fix])).toEqual([
      ['Lab', expect.stringContaining('--processes')],
      ['systemd-nspawn', 'apt-get install systemd-container'],
      ['debootstrap', 'apt-get install debootstrap'],
      ['ssh-keygen', 'apt-get install openssh-client'],
    ]);
  });
});

describe('the network of the lab', () => {
  it('has an address for every host', () => {
    expect(labHosts(2)).toEqual([
      { name: 'node1', address: '198.51.100.11', link: 'vb-node1' },
      { name: 'node2', address: '198.51.100.12', link: 'vb-node2' },
    ]);
  });

  it.each([
    ['nothing', '[]', null],
    ['nothing at all', '', null],
    ['other networks', '[{"dst":"default","dev":"eth0"},{"dst":"192.0.2.0/24","dev":"eth0"}]', null],
    ['the bridge itself', '[{"dst":"198.51.100.0/24","dev":"br-lab"}]', null],
    ['another device', '[{"dst":"198.51.100.0/24","dev":"wg0"}]', 'wg0'],
    ['a single address elsewhere', '[{"dst":"198.51.100.7","dev":"eth1"}]', 'eth1'],
  ])('is free when the machine routes %s, or else tells to where', (_, json, device) => {
    expect(foreignRoute(json)).toBe(device);
  });
});

describe('a process of this machine', () => {
  it('is read out of /proc also when its name tries to confuse', () => {
    const fields = ['S', '7', ...Array.from({ length: 17 }, () => '0'), '4711', '0'];
    expect(parseStat(`42 (a) S 1 (b) ) ${fields.join(' ')}\n`)).toEqual({
      pid: 42,
      parent: 7,
      state: 'S',
      startTicks: 4711,
    });
    expect(parseStat('')).toBeNull();
    expect(parseStat('no process')).toBeNull();
  });

  it('is told from another one that has its pid', async () => {
    const me = await identify(process.pid);
    if (me === null) throw new Error('this process does not run');
    expect(await isRunning(me)).toBe(true);
    expect(await isRunning({ ...me, startTicks: me.startTicks - 1 })).toBe(false);
  });

  it('is never signalled when the pid belongs to somebody else by now', async () => {
    const child = spawn('sleep', ['60']);
    onTestFinished(() => void child.kill());
    const real = await identify(child.pid ?? 0);
    if (real === null) throw new Error('the child does not run');
    await signalProcess({ ...real, startTicks: real.startTicks + 1 }, 'SIGKILL');
    const asked = { ask: () => signalProcess({ ...real, startTicks: 1 }, 'SIGTERM'), graceMs: 100 };
    expect(await endProcess({ ...real, startTicks: 1 }, asked)).toBe(true);
    expect(await isRunning(real)).toBe(true);
  });

  it('is killed when it does not end by itself', async () => {
    const child = spawn('sh', ['-c', 'trap "" TERM; echo ready; while :; do sleep 1; done']);
    await new Promise((resolve) => child.stdout.once('data', resolve));
    const target = await identify(child.pid ?? 0);
    if (target === null) throw new Error('the child does not run');
    const ended = await endProcess(target, { ask: () => signalProcess(target, 'SIGTERM'), graceMs: 200 });
    expect(ended).toBe(true);
    expect(child.pid === undefined ? true : await identify(child.pid)).toBeNull();
  });
});

describe('mounts', () => {
  it('are read with their escaped blanks', () => {
    expect(mountPoints('overlay /tmp/my\\040lab/root overlay rw 0 0\nproc /proc proc rw 0 0\n')).toEqual([
      '/tmp/my lab/root',
      '/proc',
    ]);
  });

  it('tell where systemd keeps its control groups', () => {
    const mounts = [
      'tmpfs /sys/fs/cgroup tmpfs rw 0 0',
      'cgroup /sys/fs/cgroup/pids cgroup rw,pids 0 0',
      'cgroup /sys/fs/cgroup/systemd cgroup rw,relatime,name=systemd 0 0',
      'cgroup2 /sys/fs/cgroup/unified cgroup2 rw 0 0',
    ];
    expect(systemdHierarchies(mounts.join('\n'))).toEqual(['/sys/fs/cgroup/systemd', '/sys/fs/cgroup/unified']);
  });
});

describe('a loopback address for plain processes', () => {
  it('is one on which all ports are free', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    expect(await freeLoopback([port])).not.toBe('127.0.0.1');
    await expect(freeLoopback([port], 1)).rejects.toThrow(String(port));
  });
});

describe('this machine', () => {
  it('shows its own mounts in the form that is read', async () => {
    expect(mountPoints(await readFile('/proc/self/mounts', 'utf8'))).toContain('/proc');
  });
});
