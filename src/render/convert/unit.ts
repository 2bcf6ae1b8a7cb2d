import { argvOf } from '../../formats/argv.js';
import { quoteExecArgument } from '../../formats/systemd-words.js';
import { execStart, writeUnit } from '../../formats/systemd-unit.js';
import type { Component } from '../../kernel/component.js';
import type { FlagSet } from '../flag-set.js';

const titles: Readonly<Record<Component, { readonly title: string; readonly page: string }>> = {
  etcd: { title: 'etcd', page: 'https://etcd.io/docs/' },
  'kube-apiserver': { title: 'Kubernetes API server', page: reference('kube-apiserver') },
  'kube-controller-manager': { title: 'Kubernetes controller manager', page: reference('kube-controller-manager') },
  'kube-scheduler': { title: 'Kubernetes scheduler', page: reference('kube-scheduler') },
};

function reference(component: string): string {
  return `https://kubernetes.io/docs/reference/command-line-tools-reference/${component}/`;
}

/** Both tell systemd when they are ready; the other two do not. */
const notifies: ReadonlySet<Component> = new Set<Component>(['etcd', 'kube-apiserver']);

/**
 * A plain unit that starts a component with exactly these flags. It has no sandbox: what a foreign master reads and
 * writes besides its flags is not known.
 */
export function convertedUnit({ component, flags }: FlagSet, program: string): string {
  const { title, page } = titles[component];
  const after = component === 'kube-apiserver' ? 'network-online.target etcd.service' : 'network-online.target';
  return writeUnit([
    {
      name: 'Unit',
      settings: [
        ['Description', title],
        ['Documentation', page],
        ['Wants', 'network-online.target'],
        ['After', after],
      ],
    },
    {
      name: 'Service',
      settings: [
        ['Type', notifies.has(component) ? 'notify' : 'exec'],
        ['ExecStart', execStart(quoteExecArgument(program), argvOf(flags).map(quoteExecArgument))],
        ['Restart', 'always'],
        ['RestartSec', '3'],
        ['LimitNOFILE', '65536'],
      ],
    },
    { name: 'Install', settings: [['WantedBy', 'multi-user.target']] },
  ]);
}
