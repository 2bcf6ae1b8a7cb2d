import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { components } from '../../src/kernel/component.js';
import { realBinary } from '../../test/support/real-binaries.js';
import { measure, median, type Run } from './measure.js';
import { atMost, type Section, told } from './report.js';

const runs = 3;

interface Deployed {
  readonly upload: number;
  readonly etcd: number;
  readonly kubernetes: number;
  readonly own: number;
  readonly total: number;
}

interface Round {
  readonly byHand: Run;
  readonly first: Run;
  readonly split: Deployed;
  readonly again: Run;
}

async function must(command: readonly string[], cwd: string): Promise<Run> {
  const run = await measure(command, { cwd });
  if (run.status !== 0) throw new Error(`${command.join(' ')} ended with ${run.status}:\n${run.stderr}${run.stdout}`);
  return run;
}

/** Three fresh hosts with a PKI beside their config, for as long as `work` takes. */
async function onFreshHosts<T>(hardway: readonly string[], work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-bench-'));
  try {
    await must([...hardway, 'lab', 'up', '--hosts', '3', '--directory', folder], '/');
    await must([...hardway, 'pki', 'create'], folder);
    return await work(folder);
  } finally {
    await measure([...hardway, 'lab', 'down', '--directory', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The same control plane by a shell script, then by hardway, then by hardway with nothing left to do. */
async function round(hardway: readonly string[], root: string): Promise<Round> {
  const binaries = await Promise.all(components.map((name) => realBinary(name)));
  const byHand = await onFreshHosts(hardway, async (folder) => {
    await must([...hardway, 'render'], folder);
    return must(['bash', path.join(root, 'tools/bench/by-hand.sh'), folder, ...binaries], folder);
  });
  return onFreshHosts(hardway, async (folder) => {
    const first = await must([...hardway, 'deploy', '--yes', '--json'], folder);
    const { timings } = JSON.parse(first.stdout) as { timings: Deployed };
    const again = await must([...hardway, 'deploy', '--yes', '--json'], folder);
    const { changes } = JSON.parse(again.stdout) as { changes: number };
    if (changes !== 0) throw new Error(`the second deploy planned ${changes} changes`);
    return { byHand, first, split: timings, again };
  });
}

/** A control plane on three lab hosts, from wiped hosts and with binaries in the cache. */
export async function deploy(root: string): Promise<Section> {
  const hardway = [process.execPath, path.join(root, 'bin/run.js')];
  const rounds: Round[] = [];
  for (let i = 0; i < runs; i++) rounds.push(await round(hardway, root));
  const seconds = (value: (r: Round) => number): number => median(rounds.map(value)) / 1000;
  const part = (name: keyof Deployed): string => `${seconds((r) => r.split[name]).toFixed(2)} s`;
  const peak = Math.max(...rounds.flatMap((r) => [r.first.peakMiB, r.again.peakMiB]));
  const ratio = median(rounds.map((r) => r.first.wallMs / r.byHand.wallMs));
  return {
    title: 'Deploying three masters',
    about:
      `Wall time of the whole command on three lab hosts of this machine, over SSH as a user with sudo, Kubernetes 1.37.1 and\n` +
      `etcd 3.6.16, ${runs} rounds from wiped hosts, medians. The three control planes share the processors of this machine, which\n` +
      'are busy all the while, so seconds depend on the machine of the day; the ratio to a careful shell script that does the\n' +
      'same over multiplexed OpenSSH in the same round (`tools/bench/by-hand.sh`) does not.',
    figures: [
      atMost('deploy over the shell script', ratio, 1, '×'),
      told('the shell script', `${seconds((r) => r.byHand.wallMs).toFixed(2)} s`),
      atMost(
        'deploy, binaries cached',
        seconds((r) => r.first.wallMs),
        11,
        's',
      ),
      told('of it upload: folders, users, binaries, digests', part('upload')),
      told('of it etcd', part('etcd')),
      told('of it Kubernetes', part('kubernetes')),
      told('of it our own: reading, connecting, looking, planning', part('own')),
      atMost(
        'deploy with nothing to do',
        seconds((r) => r.again.wallMs),
        2,
        's',
      ),
      atMost('peak memory of the command', peak, 150, 'MiB', 0),
    ],
  };
}
