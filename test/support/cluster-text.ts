/** A config with these hosts, each as a flow mapping, and what else its `spec` holds. */
export function clusterText(hosts: readonly string[], extra = ''): string {
  return `apiVersion: hardway/v1
kind: Cluster
metadata: { name: demo }
spec:
  kubernetes: { version: 1.37.1 }
  etcd: { version: 3.6.16 }
  layout: kubeadm
  controlPlane: { endpoint: 198.51.100.10:6443 }
  network: { pods: 10.200.0.0/16, services: 10.32.0.0/24, domain: cluster.local }
  hosts:
${hosts.map((host) => `    - ${host}\n`).join('')}${extra}`;
}
