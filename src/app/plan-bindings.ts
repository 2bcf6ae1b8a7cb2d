interface Subject {
  readonly kind: 'Group' | 'User';
  readonly name: string;
}

const bindings: readonly { readonly name: string; readonly role: string; readonly subject: Subject }[] = [
  // The name and the group are kubeadm's, so that its tools find what they know.
  {
    name: 'kubeadm:cluster-admins',
    role: 'cluster-admin',
    subject: { kind: 'Group', name: 'kubeadm:cluster-admins' },
  },
  // The client certificate that apiservers show to kubelets has this name and no group.
  {
    name: 'hardway:apiserver-kubelet-client',
    role: 'system:kubelet-api-admin',
    subject: { kind: 'User', name: 'kube-apiserver-kubelet-client' },
  },
];

/** The two ClusterRoleBindings without which the certificates of a cluster may do nothing. */
export const bindingNames: readonly string[] = bindings.map(({ name }) => name);

const group = 'rbac.authorization.k8s.io';

/** Where the apiserver has a binding. */
export function bindingPath(name: string): string {
  return `/apis/${group}/v1/clusterrolebindings/${name}`;
}

/** A binding of ours as an object for the apiserver. */
export function bindingObject(name: string): Record<string, unknown> {
  const binding = bindings.find((candidate) => candidate.name === name);
  if (binding === undefined) throw new RangeError(`there is no binding called ${name}`);
  return {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: binding.role },
    subjects: [{ apiGroup: group, ...binding.subject }],
  };
}
