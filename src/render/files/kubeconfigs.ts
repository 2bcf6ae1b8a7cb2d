import type { Cluster, Host } from '../../cluster/cluster.js';
import type { FilePair, HostPaths } from '../../cluster/layout.js';
import type { Component } from '../../kernel/component.js';
import { urlHost } from '../addresses.js';
import type { RenderedFile } from '../rendered-file.js';
import { renderTemplate } from '../templates.js';
import { publicFile } from './material.js';

interface Companion {
  readonly component: Component;
  readonly path: string;
  readonly client: FilePair;
  readonly user: string;
}

async function kubeconfig(
  cluster: Cluster,
  host: Host,
  companion: Companion,
  authority: string,
): Promise<RenderedFile> {
  const quoted = (text: string): string => JSON.stringify(text);
  const content = await renderTemplate('etc/kubernetes/component.conf', {
    cluster: quoted(cluster.name),
    server: `https://${urlHost(host.address)}:${cluster.controlPlane.port}`,
    authority: quoted(authority),
    user: quoted(companion.user),
    certificate: quoted(companion.client.cert),
    key: quoted(companion.client.key),
    context: quoted(`${companion.user}@${cluster.name}`),
  });
  return {
    ...publicFile(companion.path, content, {
      host: host.name,
      owner: 'root:root',
      usedBy: [companion.component],
      onChange: 'restart',
      about: `how ${companion.component} reaches the kube-apiserver of its host`,
    }),
    // It holds no key, but the habit of auditors and kubeadm is that kubeconfigs are private.
    mode: 0o600,
  };
}

/**
 * The kubeconfigs of the two companions, each for the kube-apiserver of its own host: a companion is never newer than
 * the apiserver it talks to during an upgrade. The admin's and the break-glass one stay with the operator.
 */
export async function kubeconfigFiles(cluster: Cluster, host: Host, paths: HostPaths): Promise<RenderedFile[]> {
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
  return Promise.all(companions.map((companion) => kubeconfig(cluster, host, companion, paths.trustBundle)));
}
