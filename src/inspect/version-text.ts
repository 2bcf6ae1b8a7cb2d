import type { KnownComponent } from '../kernel/component.js';

/** Whether a component ever had such a version: what else looks like one belongs to something else. */
function plausible(component: KnownComponent, version: string): boolean {
  const major = version.split('.')[0];
  return component === 'etcd' ? major === '2' || major === '3' : major === '1';
}

function plausibleOrNone(component: KnownComponent, version: string | undefined): string | undefined {
  return version !== undefined && plausible(component, version) ? version : undefined;
}

/**
 * The version by the tag of an image: `registry.k8s.io/kube-apiserver:v1.37.1@sha256:…`, `kube-apiserver-amd64:v1.14.3`,
 * `rancher/hyperkube:v1.20.15-rancher1`, `etcd:3.6.6-0`. What follows the three numbers is a build, not a version.
 * Undefined for a digest alone, for `latest`, and for numbers that are not the component's.
 */
export function versionOfImage(component: KnownComponent, image: string): string | undefined {
  const tag = /:v?(\d+\.\d+\.\d+)(?:[-+_.][\w.+-]*)?(?:@|$)/.exec(image)?.[1];
  return plausibleOrNone(component, tag);
}

/**
 * The version by the path of the program: a folder or file whose name is a version or ends in one, the last of them.
 * `/opt/hardway/kube-apiserver/1.37.1/kube-apiserver`, `/opt/kubernetes-1.19.7/bin/kube-apiserver`,
 * `/var/lib/rancher/rke2/data/v1.29.6-rke2r1-5b8349de68df/bin/kube-apiserver`.
 */
export function versionOfPath(component: KnownComponent, path: string): string | undefined {
  const found = [...path.matchAll(/(?:^|[/_-])v?(\d+\.\d+\.\d+)(?=[/+_-]|$)/g)];
  return plausibleOrNone(component, found.at(-1)?.[1]);
}

/**
 * The version that a program prints, or that /statusz, a log or a user tells: `Kubernetes v1.37.1`,
 * `etcd Version: 3.6.16`, `v1.29.6+k3s1`, `1.28`. Undefined when there is none in it.
 */
export function versionOfText(component: KnownComponent, text: string): string | undefined {
  return plausibleOrNone(component, /(?<![\w.])v?(\d+\.\d+(?:\.\d+)?)(?![\d.]*\d)/.exec(text)?.[1]);
}
