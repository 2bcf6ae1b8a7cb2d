import { stringifyYaml } from '../../formats/yaml.js';
import type { Component } from '../../kernel/component.js';
import type { FlagSet } from '../flag-set.js';

/** What cluster.yaml and kubeadm call a component. */
const sections: Readonly<Record<Component, string>> = {
  etcd: 'etcd',
  'kube-apiserver': 'apiServer',
  'kube-controller-manager': 'controllerManager',
  'kube-scheduler': 'scheduler',
};

function list({ flags }: FlagSet): object[] {
  return flags.flatMap(({ name, values }) => values.map((value) => ({ name, value })));
}

/** The flags as `extraArgs` of cluster.yaml: the part of `spec` that holds them. */
export function clusterExtraArgs(flagSet: FlagSet): string {
  return stringifyYaml({ spec: { [sections[flagSet.component]]: { extraArgs: list(flagSet) } } });
}

/** The flags as `extraArgs` of kubeadm's ClusterConfiguration, v1beta4 (kubeadm 1.31 and later). */
export function kubeadmExtraArgs(flagSet: FlagSet): string {
  const extraArgs = { extraArgs: list(flagSet) };
  const { component, version } = flagSet;
  const section = component === 'etcd' ? { etcd: { local: extraArgs } } : { [sections[component]]: extraArgs };
  return stringifyYaml({
    apiVersion: 'kubeadm.k8s.io/v1beta4',
    kind: 'ClusterConfiguration',
    ...(component === 'etcd' || version === '' ? {} : { kubernetesVersion: `v${version}` }),
    ...section,
  });
}
