/** What is released together under one version. */
export type Project = 'kubernetes' | 'etcd';

/** Processors that Kubernetes and etcd are released for and hardway deploys to, by Go's names. */
export const architectures = ['amd64', 'arm64'] as const;
export type Architecture = (typeof architectures)[number];

/** One program: its project, its Go package, and how it tells its version. */
export interface Program {
  readonly name: string;
  readonly project: Project;
  readonly goPackage: string;
  readonly versionArgs: readonly string[];
}

function kubernetes(name: string, versionArgs = ['--version']): Program {
  return { name, project: 'kubernetes', goPackage: `k8s.io/kubernetes/cmd/${name}`, versionArgs };
}

function etcd(name: string, module: string, versionArgs: readonly string[]): Program {
  return { name, project: 'etcd', goPackage: `go.etcd.io/etcd/${module}/v3`, versionArgs };
}

const programs: readonly Program[] = [
  etcd('etcd', 'server', ['--version']),
  etcd('etcdctl', 'etcdctl', ['version']),
  etcd('etcdutl', 'etcdutl', ['version']),
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  kubernetes('kubectl', ['version', '--client']),
  kubernetes('kubeadm', ['version', '--output', 'short']),
  kubernetes('kubelet'),
  kubernetes('kube-proxy'),
];

/** Names of all programs that can be asked for. */
export const programNames: readonly string[] = programs.map((program) => program.name);

/** What a control plane and its operator do without. */
const unusualNames: readonly string[] = ['kubeadm', 'kubelet', 'kube-proxy'];

/** The programs that `binaries fetch` brings unless names are given: what a control plane and its operator use. */
export const usualNames: readonly string[] = programNames.filter((name) => !unusualNames.includes(name));

/** The programs that a control plane runs: what a deployment puts on hosts. */
export const controlPlaneNames: readonly string[] = [
  'etcd',
  'kube-apiserver',
  'kube-controller-manager',
  'kube-scheduler',
];

/** The program of a name; undefined when there is none. */
export function programNamed(name: string): Program | undefined {
  return programs.find((program) => program.name === name);
}

/** The architecture of this machine as Go names it, when binaries for it can run here: Linux on a known processor. */
export function ownArchitecture(
  platform: NodeJS.Platform = process.platform,
  processor: string = process.arch,
): Architecture | null {
  if (platform !== 'linux') return null;
  return processorArchitecture(processor);
}

/** Go's name for a processor that Node or `uname -m` names; null for one we have no binaries for. */
export function processorArchitecture(processor: string): Architecture | null {
  if (['x64', 'x86_64', 'amd64'].includes(processor)) return 'amd64';
  return ['arm64', 'aarch64'].includes(processor) ? 'arm64' : null;
}
