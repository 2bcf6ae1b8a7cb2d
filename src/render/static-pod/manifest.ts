import type { Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { argvOf } from '../../formats/argv.js';
import { quotePodArgument } from '../../formats/pod-argument.js';
import { writeManifest } from '../../formats/write-manifest.js';
import type { Component } from '../../kernel/component.js';
import type { FlagSet } from '../flag-set.js';
import type { RenderedFile } from '../rendered-file.js';
import { type Mount, mountsOf, volumeNames } from './mounts.js';
import { probes } from './probes.js';

/** What the kubelet reserves for a component, as kubeadm has it. No limits: a starved control plane helps nobody. */
const requests: Readonly<Record<Component, Readonly<Record<string, string>>>> = {
  etcd: { cpu: '100m', memory: '100Mi' },
  'kube-apiserver': { cpu: '250m' },
  'kube-controller-manager': { cpu: '200m' },
  'kube-scheduler': { cpu: '100m' },
};

/** Kubernetes tags its images with its own version; etcd's images have a revision of the image behind it. */
function image({ component, version }: FlagSet): string {
  return component === 'etcd' ? `registry.k8s.io/etcd:${version}-0` : `registry.k8s.io/${component}:v${version}`;
}

/**
 * The pod of a component, in the shape that kubeadm gives it, so that tools and people find what they know. `address`
 * is where the kubelet finds a component that listens everywhere.
 */
export function staticPod(flagSet: FlagSet, address: string, mounts: readonly Mount[]): object {
  const { component } = flagSet;
  const names = volumeNames(mounts.map((mount) => mount.path));
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: component,
      namespace: 'kube-system',
      labels: { component, tier: 'control-plane' },
    },
    spec: {
      hostNetwork: true,
      priorityClassName: 'system-node-critical',
      priority: 2000001000,
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      containers: [
        {
          name: component,
          image: image(flagSet),
          imagePullPolicy: 'IfNotPresent',
          command: [component, ...argvOf(flagSet.flags).map(quotePodArgument)],
          ...probes(flagSet, address),
          resources: { requests: requests[component] },
          volumeMounts: mounts.map((mount) => ({
            name: names.get(mount.path),
            mountPath: mount.path,
            readOnly: mount.readOnly,
          })),
        },
      ],
      volumes: mounts.map((mount) => ({
        name: names.get(mount.path),
        hostPath: { path: mount.path, ...(mount.type === '' ? {} : { type: mount.type }) },
      })),
    },
  };
}

/** The manifest of a component, `/etc/kubernetes/manifests/<component>.yaml`. The kubelet notices every change of it. */
export function manifestFile(
  host: Host,
  flagSet: FlagSet,
  files: readonly RenderedFile[],
  paths: HostPaths,
): RenderedFile {
  const { component } = flagSet;
  return {
    host: host.name,
    path: `${paths.manifestDirectory}/${component}.yaml`,
    mode: 0o600,
    owner: 'root:root',
    content: writeManifest(staticPod(flagSet, host.address, mountsOf(flagSet, files, paths))),
    usedBy: [component],
    onChange: 'reload',
    about: `runs ${component} as a static pod`,
  };
}
