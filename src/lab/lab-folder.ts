import path from 'node:path';

/** The paths of a lab on this machine; all absolute. */
export interface LabFolder {
  readonly directory: string;
  readonly state: string;
  readonly config: string;
  readonly knownHosts: string;
  readonly identity: string;
  readonly hosts: string;
  /** Of a lab of processes: what would be `/` on a host, the PKI, the logs, and the admin's kubeconfig. */
  readonly root: string;
  readonly pki: string;
  readonly logs: string;
  readonly kubeconfig: string;
}

/** The layout of a lab's folder. */
export function labFolder(directory: string): LabFolder {
  const at = path.resolve(directory);
  return {
    directory: at,
    state: path.join(at, 'lab.json'),
    config: path.join(at, 'cluster.yaml'),
    knownHosts: path.join(at, 'known_hosts'),
    identity: path.join(at, 'id_ed25519'),
    hosts: path.join(at, 'hosts'),
    root: path.join(at, 'root'),
    pki: path.join(at, 'pki'),
    logs: path.join(at, 'logs'),
    kubeconfig: path.join(at, 'admin.kubeconfig'),
  };
}

/** The paths of one host: `root` is what it boots from, put together from the base image and `upper`. */
export interface HostFolder {
  readonly directory: string;
  readonly upper: string;
  readonly work: string;
  readonly root: string;
  readonly bootLog: string;
}

/** The layout of one host's folder. */
export function hostFolder(lab: LabFolder, name: string): HostFolder {
  const directory = path.join(lab.hosts, name);
  return {
    directory,
    upper: path.join(directory, 'upper'),
    work: path.join(directory, 'work'),
    root: path.join(directory, 'root'),
    bootLog: path.join(directory, 'boot.log'),
  };
}
