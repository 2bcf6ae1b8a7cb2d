import { etcd } from './gone/etcd.js';
import type { GoneFlag } from './gone/gone-flag.js';
import { apiServer } from './gone/kube-apiserver.js';
import { controllerManager } from './gone/kube-controller-manager.js';
import { kubeProxy } from './gone/kube-proxy.js';
import { scheduler } from './gone/kube-scheduler.js';
import { kubelet } from './gone/kubelet.js';

export type { GoneFlag } from './gone/gone-flag.js';

/** By component: every flag we know to be gone. One name is at most once in a component. */
export const goneFlags: Readonly<Record<string, readonly GoneFlag[]>> = {
  etcd,
  'kube-apiserver': apiServer,
  'kube-controller-manager': controllerManager,
  'kube-scheduler': scheduler,
  kubelet,
  'kube-proxy': kubeProxy,
};
