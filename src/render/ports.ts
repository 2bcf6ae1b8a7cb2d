/** Ports of etcd: clients, other members, and health and metrics without TLS on the local address. */
export const etcdPorts = { client: 2379, peer: 2380, metrics: 2381 } as const;

/** HTTPS ports of the two companions of kube-apiserver, on the local address only. */
export const controllerManagerPort = 10257;
export const schedulerPort = 10259;
