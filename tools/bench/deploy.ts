import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
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
  readonly first: Run;
  readonly split: Deployed;
  readonly again: Run;
}

async function must(command: readonly string[], cwd: string): Promise<Run> {
  const run = await measure(command, { cwd });
  if (run.status !== 0) throw new Error(`${command.join(' ')} ended with ${run.status}:\n${run.stderr}${run.stdout}`);
  return run;
}

/** One deployment to three fresh hosts, and one more that has nothing to do. */
async function round(hardway: readonly string[]): Promise<Round> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-bench-'));
  try {
    await must([...hardway, 'lab', 'up', '--hosts', '3', '--directory', folder], '/');
    await must([...hardway, 'pki', 'create'], folder);
    const first = await must([...hardway, 'deploy', '--yes', '--json'], folder);
    const { timings } = JSON.parse(first.stdout) as { timings: Deployed };
    const again = await must([...hardway, 'deploy', '--yes', '--json'], folder);
    const { changes } = JSON.parse(again.stdout) as { changes: number };
    if (changes !== 0) throw new Error(`the second deploy planned ${changes} changes`);
    return { first, split: timings, again };
  } finally {
    await measure([...hardway, 'lab', 'down', '--directory', folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A control plane on three lab hosts, from wiped hosts and with binaries in the cache. */
export async function deploy(root: string): Promise<Section> {
  const hardway = [process.execPath, path.join(root, 'bin/run.js')];
  const rounds: Round[] = [];
  for (let i = 0; i < runs; i++) rounds.push(await round(hardway));
  const seconds = (value: (r: Round) => number): number => median(rounds.map(value)) / 1000;
  const part = (name: keyof Deployed): string => `${seconds((r) => r.split[name]).toFixed(2)} s`;
  const peak = Math.max(...rounds.flatMap((r) => [r.first.peakMiB, r.again.peakMiB]));
  return {
    title: 'Deploying three masters',
    about:
      `Wall time of the whole command on three lab hosts of this machine, over SSH as a user with sudo, Kubernetes 1.37.1 and\n` +
      `etcd 3.6.16, ${runs} runs from wiped hosts, medians. A good hand-written script over multiplexed OpenSSH needed 11 s\n` +
      'on a machine like this one.',
    figures: [
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
