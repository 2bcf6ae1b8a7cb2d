import type { Cluster, Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { localAddress } from '../addresses.js';
import type { ManagedFlags } from './managed-flag.js';
import { nodeMasks } from './node-masks.js';
import { kubernetesTls } from './tls.js';

/** Only with in-cluster signing does the key of the Kubernetes CA lie on the masters. */
function signing(cluster: Cluster, paths: HostPaths): ManagedFlags {
  if (!cluster.controlPlane.signing) return {};
  return {
    'cluster-signing-cert-file': paths.kubernetesCa.cert,
    'cluster-signing-key-file': paths.kubernetesCa.key,
  };
}

/** The flags of a kube-controller-manager. It signs no CSRs unless the config asks for it. */
export function controllerManagerFlags(cluster: Cluster, host: Host, paths: HostPaths): ManagedFlags {
  const kubeconfig = paths.kubeconfig.controllerManager;
  return {
    ...kubernetesTls,
    ...signing(cluster, paths),
    ...nodeMasks(cluster.network.pods),
    'allocate-node-cidrs': true,
    'authentication-kubeconfig': kubeconfig,
    'authorization-kubeconfig': kubeconfig,
    'bind-address': localAddress(host.address),
    'client-ca-file': paths.trustBundle,
    'cluster-cidr': cluster.network.pods,
    'cluster-name': cluster.name,
    'flex-volume-plugin-dir': paths.flexVolumePlugins,
    kubeconfig,
    'leader-elect': true,
    profiling: false,
    'requestheader-client-ca-file': paths.frontProxyCa,
    'root-ca-file': paths.trustBundle,
    'service-account-private-key-file': paths.serviceAccount.privateKey,
    'service-cluster-ip-range': cluster.network.services,
    // Finished pods fill etcd; upstream keeps 12500 of them.
    'terminated-pod-gc-threshold': 1000,
    'use-service-account-credentials': true,
  };
}
