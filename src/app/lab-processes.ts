import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { locateBinaries } from '../binaries/locate.js';
import { ownArchitecture } from '../binaries/program.js';
import { type Cluster, masters } from '../cluster/cluster.js';
import { hostPaths } from '../cluster/layout.js';
import { healthPorts } from '../endpoints/health-client.js';
import { kubeconfigWithData, serverUrl } from '../formats/kubeconfig.js';
import { localTransport } from '../hosts/local-transport.js';
import { systemClock } from '../kernel/clock.js';
import { type Component, components } from '../kernel/component.js';
import { fail, type Problem, refuseErrors } from '../kernel/problem.js';
import { processesClusterConfig } from '../lab/cluster-config.js';
import { takenFiles } from '../lab/folder-problems.js';
import { type LabFolder, labFolder } from '../lab/lab-folder.js';
import { readLabState, writeLabState } from '../lab/lab-state.js';
import { freeLoopback } from '../lab/loopback.js';
import { ensureProgram, processOf, type Program, programOfUnit, programPath } from '../lab/program.js';
import { writeFileWhole } from '../lab/write-tree.js';
import type { PkiBundle } from '../pki/pki-bundle.js';
import { etcdPorts } from '../render/ports.js';
import { renderCluster } from '../render/render-cluster.js';
import { untilWell } from './lab-processes-ready.js';
import { loadBundle } from './load-bundle.js';
import { loadCluster } from './load-cluster.js';
import { createPki } from './pki-create.js';
import { bindingNames } from './plan-bindings.js';
import { clusterProbes } from './plan-probes.js';

export interface LabProcesses {
  readonly directory: string;
  readonly versions: { readonly kubernetes: string; readonly etcd: string };
  /** A folder of binaries that goes before the cache. */
  readonly binaries?: string;
  readonly progress: (line: string) => void;
  readonly signal: AbortSignal;
}

/** A control plane that runs as plain processes, and what one needs to use it. */
export interface ProcessesAreUp {
  readonly kind: 'processes';
  readonly directory: string;
  readonly config: string;
  readonly kubeconfig: string;
  readonly pki: string;
  readonly logs: string;
  /** `https://127.0.0.1:6443` */
  readonly server: string;
  readonly processes: readonly { readonly component: Component; readonly pid: number; readonly log: string }[];
  readonly started: readonly Component[];
  readonly problems: readonly Problem[];
}

const ports = [6443, ...Object.values(etcdPorts), ...Object.values(healthPorts)];

/** The folder with a config in it, made when there is none; what is there of a lab stays. */
async function ensureConfig(lab: LabFolder, request: LabProcesses): Promise<void> {
  const state = await readLabState(lab);
  if (state?.kind === 'processes') return;
  if (state !== null) {
    const fix = `hardway lab down --directory ${lab.directory}, or name another folder.`;
    fail('lab-other-kind', { where: { file: lab.directory }, what: 'The folder holds a lab of hosts.', fix });
  }
  refuseErrors(await takenFiles([lab.config, lab.root, lab.pki, lab.logs, lab.kubeconfig]));
  const address = await freeLoopback(ports);
  await mkdir(lab.directory, { recursive: true });
  await writeLabState(lab, { kind: 'processes', address });
  const content = processesClusterConfig(address, request.versions);
  await writeFileWhole({ path: lab.config, mode: 0o644, content });
}

async function locate(request: LabProcesses, versions: LabProcesses['versions']): Promise<ReadonlyMap<string, string>> {
  const architecture = ownArchitecture();
  if (architecture === null) {
    const what = `etcd and Kubernetes run on Linux on amd64 or arm64; this is ${process.platform} on ${process.arch}.`;
    return fail('lab-needs-linux', { what, fix: 'Run the lab on a Linux machine or in a Linux VM.' });
  }
  const directory = request.binaries === undefined ? {} : { directory: request.binaries };
  const { found, problems } = await locateBinaries({ ...versions, architecture, ...directory });
  refuseErrors(problems);
  return new Map(found.map((binary) => [binary.name, binary.path]));
}

/** Everything that would lie on the host, below the folder of the lab; and the programs, as links to the cache. */
async function layOut(
  lab: LabFolder,
  cluster: Cluster,
  bundle: PkiBundle,
  binaries: ReadonlyMap<string, string>,
): Promise<readonly Program[]> {
  const files = await renderCluster(cluster, bundle, { root: lab.root });
  for (const { path: file, mode, content } of files) {
    await writeFileWhole({ path: file, mode, content: typeof content === 'string' ? content : content.reveal() });
  }
  const paths = hostPaths(cluster.layout, cluster.controlPlane.target, lab.root);
  // What systemd makes on a host by StateDirectory= and LogsDirectory=.
  const folders = [paths.etcd.data, path.dirname(paths.auditLog), paths.flexVolumePlugins, paths.binaryLinks, lab.logs];
  for (const folder of folders) await mkdir(folder, { recursive: true, mode: 0o700 });
  return Promise.all(
    components.map(async (component) => {
      const link = programPath(lab, component);
      await rm(link, { force: true });
      const binary = binaries.get(component);
      if (binary === undefined) throw new RangeError(`${component} was not located`);
      await symlink(binary, link);
      const unit = await readFile(path.join(paths.unitDirectory, `${component}.service`), 'utf8');
      return programOfUnit(lab, component, unit);
    }),
  );
}

async function writeKubeconfig(lab: LabFolder, cluster: Cluster, bundle: PkiBundle, server: string): Promise<void> {
  const admin = bundle.certificates.get('admin');
  const authority = bundle.certificates.get('kubernetes-ca')?.certificate;
  if (admin?.key === undefined || authority === undefined) throw new RangeError('the PKI has no admin');
  const content = kubeconfigWithData({
    servers: [{ name: cluster.name, url: server }],
    user: 'admin',
    certificateAuthority: authority,
    clientCertificate: admin.certificate,
    clientKey: admin.key,
  });
  await writeFileWhole({ path: lab.kubeconfig, mode: 0o600, content: content.reveal() });
}

/**
 * Runs the rendered etcd and control plane as plain processes of this user on a loopback address, exactly as their
 * units would start them: config, PKI, files, programs, one component after the other, each awaited. What runs and is
 * as it should be is left alone.
 */
export async function labProcesses(request: LabProcesses): Promise<ProcessesAreUp> {
  const lab = labFolder(request.directory);
  const wanted = (await readLabState(lab)) === null ? request.versions : null;
  // Before anything is made: without binaries there is no lab.
  if (wanted !== null) await locate(request, wanted);
  await ensureConfig(lab, request);
  const { cluster, warnings } = await loadCluster(lab.config);
  const binaries = await locate(request, { kubernetes: cluster.kubernetes.version, etcd: cluster.etcd.version });
  request.progress('making the PKI and the files of the host');
  await createPki(lab.pki, cluster);
  const { bundle, warnings: ofPki } = await loadBundle(lab.pki, cluster, systemClock);
  const programs = await layOut(lab, cluster, bundle, binaries);

  const [host] = masters(cluster);
  if (host === undefined) throw new RangeError('the config of the lab has no master');
  const transport = localTransport(host.name);
  const probes = clusterProbes({ cluster, bundle, transports: new Map([[host.name, transport]]) });
  const started: Component[] = [];
  const processes: { component: Component; pid: number; log: string }[] = [];
  try {
    for (const program of programs) {
      request.signal.throwIfAborted();
      const component = program.component as Component;
      if ((await ensureProgram(program)) === 'started') {
        started.push(component);
        request.progress(`starting ${component}`);
      }
      await untilWell(program, host, probes, request.signal);
      if (component === 'kube-apiserver') await probes.applyBindings(host.name, bindingNames);
      const pid = (await processOf(program.path))?.pid ?? 0;
      processes.push({ component, pid, log: program.log });
    }
  } finally {
    await transport.close();
  }
  const server = serverUrl(host.address, cluster.controlPlane.port);
  await writeKubeconfig(lab, cluster, bundle, server);
  const { directory, config, kubeconfig, pki, logs } = lab;
  const problems = [...warnings, ...ofPki];
  return { kind: 'processes', directory, config, kubeconfig, pki, logs, server, processes, started, problems };
}
