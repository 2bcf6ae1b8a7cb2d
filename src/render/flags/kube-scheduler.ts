import type { Cluster, Host } from '../../cluster/cluster.js';
import type { HostPaths } from '../../cluster/layout.js';
import { localAddress } from '../addresses.js';
import type { ManagedFlags } from './managed-flag.js';
import { kubernetesTls } from './tls.js';

/**
 * The flags of a kube-scheduler. Profiling, the kubeconfig and leader election stand in its config file, where they
 * must: with --config the flags of those names are ignored.
 */
export function schedulerFlags(_cluster: Cluster, host: Host, paths: HostPaths): ManagedFlags {
  return {
    ...kubernetesTls,
    'authentication-kubeconfig': paths.kubeconfig.scheduler,
    'authorization-kubeconfig': paths.kubeconfig.scheduler,
    'bind-address': localAddress(host.address),
    // Given both, it need not look them up: started before the apiserver, it would take everyone for anonymous.
    'client-ca-file': paths.trustBundle,
    config: paths.schedulerConfig,
    'requestheader-client-ca-file': paths.frontProxyCa,
  };
}
