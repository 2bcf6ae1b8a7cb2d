/** The programs hardway deploys and reads, by the name of their binary. */
export const components = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

export type Component = (typeof components)[number];

export function isComponent(name: string): name is Component {
  return (components as readonly string[]).includes(name);
}
