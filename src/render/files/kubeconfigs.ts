import type { Cluster, Host } from '../../cluster/cluster.js';
import type { FilePair, HostPaths } from '../../cluster/layout.js';
import { kubeconfigWithFiles, serverUrl } from '../../formats/kubeconfig.js';
import type { Component } from '../../kernel/component.js';
import type { RenderedFile } from '../rendered-file.js';
import { publicFile } from './material.js';

interface Companion {
  readonly component: Component;
  readonly path: string;
  readonly client: FilePair;
  readonly user: string;
}

const note = '# Written by hardway. It points to files, so that a renewed certificate is used without a restart.\n';

function kubeconfig(cluster: Cluster, host: Host, companion: Companion, authority: string): RenderedFile {
  const content = kubeconfigWithFiles({
    servers: [{ name: cluster.name, url: serverUrl(host.address, cluster.controlPlane.port) }],
    user: companion.user,
    certificateAuthority: authority,
    clientCertificate: companion.client.cert,
    clientKey: companion.client.key,
  });
  const file = publicFile(companion.path, note + content, {
    host: host.name,
    owner: 'root:root',
    usedBy: [companion.component],
    onChange: 'restart',
    about: `how ${companion.component} reaches the kube-apiserver of its host`,
  });
  // It holds no key, but auditors and kubeadm expect kubeconfigs to be private.
  return { ...file, mode: 0o600 };
}

/**
 * The kubeconfigs of the two companions, each for the kube-apiserver of its own host: a companion is never newer than
 * the apiserver it talks to during an upgrade. The admin's and the break-glass one stay with the operator.
 */
export function kubeconfigFiles(cluster: Cluster, host: Host, paths: HostPaths): RenderedFile[] {
  const companions: readonly Companion[] = [
    {
      component: 'kube-controller-manager',
      path: paths.kubeconfig.controllerManager,
      client: paths.controllerManagerClient,
      user: 'system:kube-controller-manager',
    },
    {
      component: 'kube-scheduler',
      path: paths.kubeconfig.scheduler,
      client: paths.schedulerClient,
      user: 'system:kube-scheduler',
    },
  ];
  return companions.map((companion) => kubeconfig(cluster, host, companion, paths.trustBundle));
}
