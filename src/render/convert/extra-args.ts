import { stringifyYaml } from '../../formats/yaml.js';
import type { Component } from '../../kernel/component.js';
import { compareVersions, minorOf } from '../../kernel/version.js';
import type { FlagSet } from '../flag-set.js';
import { volumeNames } from '../static-pod/mounts.js';
import { convertedMounts } from './manifest.js';

/** What cluster.yaml and kubeadm call a component. */
const sections: Readonly<Record<Component, string>> = {
  etcd: 'etcd',
  'kube-apiserver': 'apiServer',
  'kube-controller-manager': 'controllerManager',
  'kube-scheduler': 'scheduler',
};

function list({ flags }: FlagSet): readonly { readonly name: string; readonly value: string }[] {
  return flags.flatMap(({ name, values }) => values.map((value) => ({ name, value })));
}

/** The flags as `extraArgs` of cluster.yaml: the part of `spec` that holds them. */
export function clusterExtraArgs(flagSet: FlagSet): string {
  return stringifyYaml({ spec: { [sections[flagSet.component]]: { extraArgs: list(flagSet) } } });
}

/** The version of its config that kubeadm of this minor writes; before v1beta4 extraArgs is a map. */
function kubeadmApi(version: string): 'v1beta2' | 'v1beta3' | 'v1beta4' {
  if (version === '' || compareVersions(minorOf(version), '1.31') >= 0) return 'v1beta4';
  return compareVersions(minorOf(version), '1.22') >= 0 ? 'v1beta3' : 'v1beta2';
}

/** What kubeadm understands: a release, or the newest one of a minor. */
function kubernetesVersion(version: string): string {
  return /^\d+\.\d+$/.test(version) ? `stable-${version}` : `v${version}`;
}

/** The flags that kubeadm of this version has no place for, because it takes each argument once. */
export function tooOftenForKubeadm({ component, version, flags }: FlagSet): readonly string[] {
  if (component === 'etcd' || kubeadmApi(version) === 'v1beta4') return [];
  return flags.filter(({ values }) => values.length > 1).map(({ name }) => name);
}

/** What kubeadm mounts into its pods by itself: files in these folders, and the kubeconfigs it makes. */
const mountedByKubeadm = ['/etc/kubernetes/pki', '/etc/ssl/certs'];
const kubeconfigsOfKubeadm = ['/etc/kubernetes/controller-manager.conf', '/etc/kubernetes/scheduler.conf'];

/** Every other path that a flag names, as kubeadm wants it told. Its config has no place for volumes of etcd. */
function extraVolumes(flagSet: FlagSet): object {
  const mounts = convertedMounts(flagSet).filter(
    ({ path }) =>
      !mountedByKubeadm.some((folder) => path === folder || path.startsWith(`${folder}/`)) &&
      !kubeconfigsOfKubeadm.includes(path),
  );
  if (mounts.length === 0 || flagSet.component === 'etcd') return {};
  const named = volumeNames(mounts.map(({ path }) => path));
  return {
    extraVolumes: mounts.map(({ path, readOnly, type }) => ({
      name: named.get(path),
      hostPath: path,
      mountPath: path,
      readOnly,
      pathType: type,
    })),
  };
}

/**
 * The flags as `extraArgs` of kubeadm's ClusterConfiguration, in the version that kubeadm of the same minor reads. etcd's
 * version says nothing of kubeadm's: it is written for the newest.
 */
export function kubeadmExtraArgs(flagSet: FlagSet): string {
  const { component, version } = flagSet;
  const api = component === 'etcd' ? 'v1beta4' : kubeadmApi(version);
  const args = list(flagSet);
  const extraArgs = {
    extraArgs: api === 'v1beta4' ? args : Object.fromEntries(args.map(({ name, value }) => [name, value])),
    ...extraVolumes(flagSet),
  };
  const section = component === 'etcd' ? { etcd: { local: extraArgs } } : { [sections[component]]: extraArgs };
  return stringifyYaml({
    apiVersion: `kubeadm.k8s.io/${api}`,
    kind: 'ClusterConfiguration',
    ...(component === 'etcd' || version === '' ? {} : { kubernetesVersion: kubernetesVersion(version) }),
    ...section,
  });
}
