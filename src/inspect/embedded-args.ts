import type { ArgvWord } from '../formats/argv.js';
import type { KnownComponent } from '../kernel/component.js';
import { type Problem, problem } from '../kernel/problem.js';
import { basename } from './component-argv.js';

/** The words that a distribution hands on to a component which runs inside it. */
export interface EmbeddedArgs {
  readonly component: KnownComponent;
  readonly words: readonly ArgvWord[];
}

/** Flags of `k3s server`, `rke2 server` and their agents, and keys of their config files; each may be given several times. */
export const carriers: Readonly<Record<string, KnownComponent>> = {
  'kube-apiserver-arg': 'kube-apiserver',
  'kube-controller-manager-arg': 'kube-controller-manager',
  'kube-controller-arg': 'kube-controller-manager',
  'kube-scheduler-arg': 'kube-scheduler',
  'etcd-arg': 'etcd',
  'kubelet-arg': 'kubelet',
  'kube-proxy-arg': 'kube-proxy',
};

/**
 * The flags that a command line of k3s or RKE2 hands on: `--kube-apiserver-arg=name=value`, or the value as the next
 * word. The components run inside one process, or are started with more flags than these. None for other programs.
 */
export function embeddedArgs(words: readonly ArgvWord[]): readonly EmbeddedArgs[] {
  if (!/^(?:k3s|rke2)$/.test(basename(words[0]?.text ?? ''))) return [];
  const found = new Map<KnownComponent, ArgvWord[]>();
  for (let i = 1; i < words.length; i++) {
    const word = words[i];
    const [, name = '', attached] = /^--?([a-z-]+)(?:=(.*))?$/s.exec(word?.text ?? '') ?? [];
    const component = Object.hasOwn(carriers, name) ? carriers[name] : undefined;
    if (word === undefined || component === undefined) continue;
    const value = attached === undefined ? words[++i] : { ...word, text: attached };
    if (value === undefined) break;
    const handed = { ...value, text: `--${value.text.replace(/^--?(?=[A-Za-z])/, '')}` };
    found.set(component, [...(found.get(component) ?? []), handed]);
  }
  return [...found].map(([component, handed]) => ({ component, words: handed }));
}

/** Says that what is not handed on is not known. */
export function moreThanHandedOn(component: KnownComponent, where: Problem['where']): Problem {
  return problem('input-truncated', {
    severity: 'warning',
    where,
    what: `these arguments are added to those that the distribution gives ${component} itself, which are not in the source`,
    fix: 'inspect the manifest that it writes, the line that it logs at the start, or the running process',
  });
}

/** Whether a problem is the one above. */
export function saysMore({ code, what }: Problem, component: KnownComponent): boolean {
  return code === 'input-truncated' && what === moreThanHandedOn(component, {}).what;
}
