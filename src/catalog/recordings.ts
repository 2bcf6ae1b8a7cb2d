import type { KnownComponent } from '../kernel/component.js';
import type { RecordedFlags } from './recorded-flags.js';

// Written out one by one, so that the bundler gives each component a chunk of its own, read only when asked for.
const recordings: Readonly<Record<KnownComponent, () => Promise<{ readonly default: RecordedFlags }>>> = {
  etcd: () => import('./data/etcd.json', { with: { type: 'json' } }),
  'kube-apiserver': () => import('./data/kube-apiserver.json', { with: { type: 'json' } }),
  'kube-controller-manager': () => import('./data/kube-controller-manager.json', { with: { type: 'json' } }),
  'kube-scheduler': () => import('./data/kube-scheduler.json', { with: { type: 'json' } }),
  kubelet: () => import('./data/kubelet.json', { with: { type: 'json' } }),
  'kube-proxy': () => import('./data/kube-proxy.json', { with: { type: 'json' } }),
};

/** Everything recorded about the flags of one component, over all minors. */
export async function recordedFlags(component: KnownComponent): Promise<RecordedFlags> {
  return (await recordings[component]()).default;
}
