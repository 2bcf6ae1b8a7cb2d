import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { measure, type Run } from './measure.js';
import { atMost, type Section, told } from './report.js';

/** A manifest as kubeadm writes it, with what differs from master to master. */
function manifest(n: number): string {
  const address = `198.51.${100 + (n >> 8)}.${n & 255}`;
  const flags = [
    `--advertise-address=${address}`,
    '--allow-privileged=true',
    '--authorization-mode=Node,RBAC',
    '--client-ca-file=/etc/kubernetes/pki/ca.crt',
    '--enable-admission-plugins=NodeRestriction',
    '--enable-bootstrap-token-auth=true',
    '--etcd-cafile=/etc/kubernetes/pki/etcd/ca.crt',
    '--etcd-certfile=/etc/kubernetes/pki/apiserver-etcd-client.crt',
    '--etcd-keyfile=/etc/kubernetes/pki/apiserver-etcd-client.key',
    `--etcd-servers=https://${address}:2379`,
    '--kubelet-client-certificate=/etc/kubernetes/pki/apiserver-kubelet-client.crt',
    '--kubelet-client-key=/etc/kubernetes/pki/apiserver-kubelet-client.key',
    '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    '--proxy-client-cert-file=/etc/kubernetes/pki/front-proxy-client.crt',
    '--proxy-client-key-file=/etc/kubernetes/pki/front-proxy-client.key',
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt',
    '--secure-port=6443',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    '--service-account-key-file=/etc/kubernetes/pki/sa.pub',
    '--service-account-signing-key-file=/etc/kubernetes/pki/sa.key',
    '--service-cluster-ip-range=10.96.0.0/12',
    '--tls-cert-file=/etc/kubernetes/pki/apiserver.crt',
    '--tls-private-key-file=/etc/kubernetes/pki/apiserver.key',
  ];
  return [
    'apiVersion: v1',
    'kind: Pod',
    `metadata: { name: kube-apiserver-m${n}, namespace: kube-system }`,
    'spec:',
    '  containers:',
    '    - name: kube-apiserver',
    '      image: registry.k8s.io/kube-apiserver:v1.37.1',
    '      command:',
    '        - kube-apiserver',
    ...flags.map((flag) => `        - ${flag}`),
    '      volumeMounts:',
    '        - { mountPath: /etc/kubernetes/pki, name: k8s-certs, readOnly: true }',
    '  hostNetwork: true',
    '  volumes:',
    '    - { name: k8s-certs, hostPath: { path: /etc/kubernetes/pki, type: DirectoryOrCreate } }',
    '',
  ].join('\n');
}

const few = 500;
const many = 5000;

async function inspectAll(root: string, files: readonly string[]): Promise<Run> {
  const run = await measure([process.execPath, path.join(root, 'bin/run.js'), 'inspect', ...files]);
  if (run.status !== 0) throw new Error(`inspect ended with ${run.status}: ${run.stderr.slice(0, 2000)}`);
  return run;
}

/** Many manifests in one run: time, and memory against a run with a tenth of them. */
export async function inspect(root: string): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'hardway-bench-'));
  try {
    const files = Array.from({ length: many }, (_, n) => {
      const file = path.join(folder, `${n}.yaml`);
      writeFileSync(file, manifest(n));
      return file;
    });
    const small = await inspectAll(root, files.slice(0, few));
    const large = await inspectAll(root, files);
    return {
      title: 'Many manifests',
      about: `\`inspect\` of ${many} manifests as kubeadm writes them, in one run, and of ${few} to compare.`,
      figures: [
        atMost(`${many} manifests, wall time`, large.wallMs / 1000, 8, 's'),
        told('of it our own processor time', `${(large.cpuMs / 1000).toFixed(2)} s`),
        told(`${few} manifests, wall time`, `${(small.wallMs / 1000).toFixed(2)} s`),
        told(`peak memory, ${few} manifests`, `${small.peakMiB.toFixed(0)} MiB`),
        told(`peak memory, ${many} manifests`, `${large.peakMiB.toFixed(0)} MiB`),
        atMost(`peak memory, ${many} over ${few}`, large.peakMiB / small.peakMiB, 1.3, '×'),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
