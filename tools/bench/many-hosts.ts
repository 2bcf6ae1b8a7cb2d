import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, median, type Run } from './measure.js';
import { atMost, type Section, told } from './report.js';

const runs = 3;
const count = 100;

/** A config whose hosts are the simulated ones: each an address of its own, all reached on loopback. */
function config(folder: string, ports: readonly number[]): string {
  const hosts = ports.map((port, n) => {
    const roles = n < 3 ? '[etcd, control-plane]' : '[control-plane]';
    const ssh = `      ssh:\n        host: 127.0.0.1\n        port: ${port}\n`;
    return `    - name: m${n + 1}\n      address: 10.0.0.${n + 1}\n      roles: ${roles}\n${ssh}`;
  });
  return `apiVersion: hardway/v1
kind: Cluster
metadata:
  name: bench
spec:
  kubernetes:
    version: 1.37.1
  etcd:
    version: 3.6.16
  controlPlane:
    endpoint: 10.0.0.1:6443
  network:
    pods: 10.200.0.0/16
    services: 10.32.0.0/24
    domain: cluster.local
  ssh:
    user: ops
    identityFile: ${folder}/id
    knownHostsFile: ${folder}/known_hosts
  hosts:
${hosts.join('')}`;
}

/** Processor time that a process has used so far; clock ticks are a hundredth of a second on every Linux. */
function cpuSecondsOf(pid: number): number {
  const [, rest = ''] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
  const [user = 0, system = 0] = rest.split(' ').slice(11, 13).map(Number);
  return (user + system) / 100;
}

/** What the hosts themselves have used so far, in seconds. */
type HostsCpu = () => number;

/** Runs `work` while that many hosts answer; the first of them may be silent. */
async function withHosts<T>(
  root: string,
  silent: number,
  work: (folder: string, hostsCpu: HostsCpu) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-bench-'));
  const script = path.join(root, 'tools/bench/simulated-hosts.mjs');
  const child = spawn(process.execPath, [script, folder, String(count), String(silent)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
    while (!said.endsWith('\n')) await once(child.stdout, 'data');
    writeFileSync(path.join(folder, 'cluster.yaml'), config(folder, JSON.parse(said) as number[]));
    return await work(folder, () => cpuSecondsOf(child.pid ?? 0));
  } finally {
    child.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function inspected(
  root: string,
  folder: string,
  expected: { readonly hosts: number; readonly status: number },
): Promise<Run> {
  const run = await measure([process.execPath, path.join(root, 'bin/run.js'), 'inspect', '--all', '--json'], {
    cwd: folder,
  });
  const { components = [], problems } = JSON.parse(run.stdout || '{}') as {
    components?: readonly { readonly host: string }[];
    problems?: readonly unknown[];
  };
  const hosts = new Set(components.map(({ host }) => host)).size;
  if (run.status !== expected.status || hosts !== expected.hosts) {
    throw new Error(
      `inspect ended with ${run.status} and ${hosts} hosts:\n${JSON.stringify(problems, null, 1)}\n${run.stderr.slice(0, 2000)}`,
    );
  }
  return run;
}

/** `inspect --all` of a hundred masters over SSH, and the same with hosts that never answer. */
export async function manyHosts(root: string): Promise<Section> {
  const { sound, ofHosts } = await withHosts(root, 0, async (folder, hostsCpu) => {
    const before = hostsCpu();
    const all: Run[] = [];
    for (let i = 0; i < runs; i++) all.push(await inspected(root, folder, { hosts: count, status: 0 }));
    return { sound: all, ofHosts: (hostsCpu() - before) / runs };
  });
  const withDead = await withHosts(root, 5, (folder) => inspected(root, folder, { hosts: count - 5, status: 5 }));
  const seconds = median(sound.map(({ wallMs }) => wallMs)) / 1000;
  return {
    title: 'Inspecting a hundred masters',
    about:
      'Wall time of `inspect --all --json` over SSH, a connection with its own key exchange to each of 100 simulated masters\n' +
      `of another process of this machine; medians of ${runs} runs. Each answers as a master\n` +
      'with four processes in containers and their manifests. A host that takes connections and then\n' +
      'stays silent is given up after 20 s, while the others go on.',
    figures: [
      atMost(`${count} masters`, seconds, 3, 's'),
      told('of it our own processor time', `${(median(sound.map(({ cpuMs }) => cpuMs)) / 1000).toFixed(2)} s`),
      told('processor time of the simulated hosts', `${ofHosts.toFixed(2)} s`),
      atMost('peak memory of the command', Math.max(...sound.map(({ peakMiB }) => peakMiB)), 120, 'MiB', 0),
      told('with 5 of them silent', `${(withDead.wallMs / 1000).toFixed(2)} s, ${count - 5} masters shown, exit 5`),
    ],
  };
}
