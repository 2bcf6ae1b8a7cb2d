import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createPki } from '../../src/app/pki-create.js';
import type { KeyAlgorithm } from '../../src/cluster/cluster.js';
import { realBinary } from '../../test/support/real-binaries.js';
import { sampleCluster } from '../../test/support/sample-cluster.js';
import { measure, median } from './measure.js';
import { atMost, type Figure, type Section, told } from './report.js';

const turns = 9;

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of wall time to make, check and write the PKI of a cluster inside this process; the first is warm-up. */
async function inProcess(masters: number, algorithm: KeyAlgorithm, runs: number): Promise<number> {
  const sample = sampleCluster(masters);
  const cluster = sampleCluster(masters, { pki: { ...sample.pki, algorithm } });
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    await inFolder(async (folder) => {
      const started = performance.now();
      await createPki(path.join(folder, 'pki'), cluster);
      if (run > 0) times.push(performance.now() - started);
    });
  }
  return median(times);
}

const kubeadmConfig = (algorithm: string, directory: string) => `apiVersion: kubeadm.k8s.io/v1beta4
kind: InitConfiguration
localAPIEndpoint: { advertiseAddress: 198.51.100.11 }
nodeRegistration: { name: node1, criSocket: unix:///run/containerd/containerd.sock }
---
apiVersion: kubeadm.k8s.io/v1beta4
kind: ClusterConfiguration
kubernetesVersion: v1.37.1
encryptionAlgorithm: ${algorithm}
certificatesDir: ${directory}
`;

/** The key algorithm is not a flag of `init`; it stands in the config, as a line of its own or as a comment. */
function setAlgorithm(config: string, algorithm: KeyAlgorithm): void {
  const text = readFileSync(config, 'utf8');
  const changed = text.replace(/ecdsa-p256/, algorithm);
  if (!changed.includes(algorithm)) throw new Error('the config of init has no key algorithm to change');
  writeFileSync(config, changed);
}

/** Wall time of whole commands, turn by turn: ours for one master, and kubeadm's for one master. */
async function wholeCommands(root: string, algorithm: KeyAlgorithm, kubeadmName: string, runs: number) {
  const kubeadm = await realBinary('kubeadm');
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let run = 0; run <= runs; run++) {
    await inFolder(async (folder) => {
      const config = path.join(folder, 'cluster.yaml');
      const bin = path.join(root, 'bin/run.js');
      const node = ['--master', 'node1=198.51.100.11', '--out', config];
      const init = await measure([process.execPath, bin, 'init', '--name', 'bench', ...node]);
      if (init.status !== 0) throw new Error(init.stderr);
      setAlgorithm(config, algorithm);
      const mine = await measure([process.execPath, bin, 'pki', 'create', '-c', config]);
      if (mine.status !== 0) throw new Error(mine.stderr);
      const kubeadmFile = path.join(folder, 'kubeadm.yaml');
      writeFileSync(kubeadmFile, kubeadmConfig(kubeadmName, path.join(folder, 'k')));
      const command = ['init', 'phase', 'certs', 'all', '--config', kubeadmFile];
      const other = await measure([kubeadm, ...command]);
      if (other.status !== 0) throw new Error(other.stderr);
      if (run === 0) return;
      ours.push(mine.wallMs);
      theirs.push(other.wallMs);
    });
  }
  return { ours: median(ours), theirs: median(theirs) };
}

/** Making the PKI: inside the process, and as a whole command beside kubeadm. */
export async function pki(root: string): Promise<Section> {
  const figures: Figure[] = [];
  for (const masters of [1, 3]) {
    const seconds = (await inProcess(masters, 'ecdsa-p256', turns)) / 1000;
    figures.push(atMost(`ECDSA P-256, ${masters} master${masters > 1 ? 's' : ''}, in process`, seconds, 0.1, 's', 3));
  }
  for (const masters of [1, 3]) {
    const seconds = (await inProcess(masters, 'rsa-2048', 2)) / 1000;
    figures.push(told(`RSA 2048, ${masters} master${masters > 1 ? 's' : ''}, in process`, `${seconds.toFixed(2)} s`));
  }
  for (const [algorithm, name, runs] of [
    ['ecdsa-p256', 'ECDSA-P256', turns],
    ['rsa-2048', 'RSA-2048', 3],
  ] as const) {
    const { ours, theirs } = await wholeCommands(root, algorithm, name, runs);
    figures.push(
      told(`\`hardway pki create\`, one master, ${name}, whole command`, `${ours.toFixed(0)} ms`),
      told(`\`kubeadm init phase certs all\`, ${name}, whole command`, `${theirs.toFixed(0)} ms`),
      told(`hardway over kubeadm, ${name}`, `${(ours / theirs).toFixed(2)} ×`),
    );
  }
  const about =
    'Wall time; keys made, certificates issued, checked against each other, and written durably. kubeadm makes ten pairs\n' +
    'for a master, hardway fourteen and an encryption key.';
  return { title: 'Making the PKI', about, figures };
}
