import type { Component } from '../kernel/component.js';
import type { Gate, Stage } from './plan.js';

/** What a stage is about; each has a part that starts what does not run and a part that changes what runs. */
export interface StageGroup {
  readonly id: string;
  readonly components: readonly Component[];
  readonly gate: Gate;
  readonly undo: string;
}

const back = 'the former files and links are put back and the unit is restarted with them';

/** In the order in which they are applied: etcd before the apiservers that use it, those before their clients. */
export const stageGroups: readonly StageGroup[] = [
  { id: 'etcd', components: ['etcd'], gate: 'etcd-healthy', undo: back },
  { id: 'apiserver', components: ['kube-apiserver'], gate: 'apiserver-ready', undo: back },
  {
    id: 'controllers',
    components: ['kube-controller-manager', 'kube-scheduler'],
    gate: 'controllers-healthy',
    undo: back,
  },
];

const names: Readonly<Record<string, string>> = {
  etcd: 'etcd',
  apiserver: 'kube-apiserver',
  controllers: 'kube-controller-manager and kube-scheduler',
};

/**
 * All stages that a plan can have, in order. Starting what does not run takes nothing away from a cluster and an etcd
 * member of a new cluster becomes healthy only together with the others, so starts go together; changes to what runs
 * go one host after another.
 */
export const allStages: readonly Stage[] = [
  { id: 'prepare', title: 'users, folders, binaries', order: 'together' },
  ...stageGroups.flatMap(({ id }): Stage[] => {
    const name = names[id] ?? id;
    const starting: Stage = { id: `${id}-start`, title: `start ${name}`, order: 'together' };
    const rolling: Stage = { id, title: `change ${name}, one host after another`, order: 'one-by-one' };
    const bindings: Stage = {
      id: 'bindings',
      title: 'what the administrators and kubelet clients may do',
      order: 'one-by-one',
    };
    return id === 'apiserver' ? [starting, rolling, bindings] : [starting, rolling];
  }),
];
