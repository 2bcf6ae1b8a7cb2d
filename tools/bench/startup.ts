import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { medianCpu } from './measure.js';
import { atMost, type Figure, type Section, told } from './report.js';
import { nodeBinary } from './node-binary.js';

const turns = 11;

const manifest = `apiVersion: v1
kind: Pod
metadata: { name: kube-apiserver, namespace: kube-system }
spec:
  containers:
    - name: kube-apiserver
      image: registry.k8s.io/kube-apiserver:v1.37.1
      command:
        - kube-apiserver
        - --advertise-address=198.51.100.11
        - --authorization-mode=Node,RBAC
        - --etcd-servers=https://198.51.100.11:2379
        - --service-cluster-ip-range=10.32.0.0/24
`;

async function ratios(node: string, root: string, folder: string): Promise<{ floor: number; ratio: number[] }> {
  const empty = path.join(folder, 'empty.mjs');
  const sample = path.join(folder, 'kube-apiserver.yaml');
  writeFileSync(empty, '');
  writeFileSync(sample, manifest);
  const bin = path.join(root, 'bin/run.js');
  const [floor = 1, ...times] = await medianCpu(
    [
      [node, empty],
      [node, bin, '--version'],
      [node, bin, '--help'],
      [node, bin, 'inspect', sample],
    ],
    turns,
  );
  return { floor, ratio: times.map((t) => t / floor) };
}

/** CPU of starting the program, over the CPU of `node` running an empty file. */
export async function startup(root: string): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-bench-'));
  try {
    const names = ['`--version`', '`--help`', '`inspect FILE`'];
    const here = await ratios(process.execPath, root, folder);
    const figures: Figure[] = [
      told(`empty file on ${process.version}`, `${here.floor.toFixed(0)} ms`),
      ...names.map((name, i) => atMost(`${name} over an empty file, ${process.version}`, here.ratio[i] ?? 0, 2.5, '×')),
    ];
    const other = nodeBinary('24');
    if (other !== null) {
      const there = await ratios(other, root, folder);
      figures.push(told('empty file on Node 24', `${there.floor.toFixed(0)} ms`));
      figures.push(
        ...names.map((name, i) => told(`${name} over an empty file, Node 24`, `${(there.ratio[i] ?? 0).toFixed(2)} ×`)),
      );
    }
    return { title: 'Starting up', about: `CPU time of the whole process, ${turns} turns.`, figures };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
