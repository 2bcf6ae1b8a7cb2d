/** The names that kube-apiserver takes for `--authorization-mode`, in every minor that is recorded. */
export const authorizationModes: readonly string[] = ['AlwaysAllow', 'AlwaysDeny', 'ABAC', 'Webhook', 'RBAC', 'Node'];

/** What the kube-apiserver of OpenShift takes besides. */
const ofOpenShift = ['Scope', 'SystemMasters'];

/** Whether some kube-apiserver takes this authorization mode. */
export function isAuthorizationMode(mode: string): boolean {
  return authorizationModes.includes(mode) || ofOpenShift.includes(mode);
}
