/** The programs hardway deploys and reads, by the name of their binary. */
export const components = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;

export type Component = (typeof components)[number];

export function isComponent(name: string): name is Component {
  return (components as readonly string[]).includes(name);
}

/** The programs whose flags hardway knows: those it deploys, and those of a node, which it reads only. */
export const knownComponents = [...components, 'kubelet', 'kube-proxy'] as const;

export type KnownComponent = (typeof knownComponents)[number];

export function isKnownComponent(name: string): name is KnownComponent {
  return (knownComponents as readonly string[]).includes(name);
}
