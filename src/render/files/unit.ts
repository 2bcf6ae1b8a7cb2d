import type { Cluster, Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { argvOf } from '../../formats/argv.js';
import { quoteExecArgument } from '../../formats/systemd-words.js';
import type { Component } from '../../kernel/component.js';
import type { FlagSet } from '../flag-set.js';
import type { RenderedFile } from '../rendered-file.js';
import { renderTemplate } from '../templates.js';

const about: Readonly<Record<Component, string>> = {
  etcd: 'runs etcd, the store of the cluster',
  'kube-apiserver': 'runs kube-apiserver, the API of the cluster',
  'kube-controller-manager': 'runs kube-controller-manager, which drives the cluster towards what is asked of it',
  'kube-scheduler': 'runs kube-scheduler, which gives pods a node',
};

/** The systemd unit of a component, `/etc/systemd/system/<component>.service`. */
export async function unitFile(
  cluster: Cluster,
  host: Host,
  flagSet: FlagSet,
  paths: HostPaths,
): Promise<RenderedFile> {
  const { component } = flagSet;
  const content = await renderTemplate(`etc/systemd/system/${component}.service`, {
    cluster: cluster.name,
    host: host.name,
    program: quoteExecArgument(`${paths.binaryLinks}/${component}`),
    arguments: argvOf(flagSet.flags).map(quoteExecArgument),
  });
  return {
    host: host.name,
    path: `${paths.unitDirectory}/${component}.service`,
    mode: 0o644,
    owner: 'root:root',
    content,
    usedBy: [component],
    onChange: 'restart',
    about: about[component],
  };
}
