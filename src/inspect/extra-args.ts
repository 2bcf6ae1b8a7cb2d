import type { ArgvWord } from '../formats/argv.js';
import { type PodWord, wordAt } from '../formats/static-pod.js';
import type { ParsedYaml, YamlPath } from '../formats/yaml.js';
import type { KnownComponent } from '../kernel/component.js';
import type { Where } from '../kernel/problem.js';
import { carriers } from './embedded-args.js';

/** The arguments that one object of a config adds to a component. */
export interface ExtraArgs {
  readonly component: KnownComponent;
  /** The keys that they stand under, as written. */
  readonly keys: readonly string[];
  readonly words: readonly ArgvWord[];
  /** Words that are not text where the config wants text. */
  readonly notStrings: readonly PodWord[];
  readonly where: Where;
  /** Version of Kubernetes, where the config says it. */
  readonly kubernetesVersion?: string;
  readonly image?: string;
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sections of configs that speak of one component; whoever wrote the config chose the name. */
const sections: Readonly<Record<string, KnownComponent>> = {
  // kubeadm, Talos, vcluster, Kamaji
  apiServer: 'kube-apiserver',
  controllerManager: 'kube-controller-manager',
  scheduler: 'kube-scheduler',
  etcd: 'etcd',
  kubelet: 'kubelet',
  proxy: 'kube-proxy',
  // kubeadm keeps etcd's arguments one level deeper
  local: 'etcd',
  // k0s
  api: 'kube-apiserver',
  // RKE
  'kube-api': 'kube-apiserver',
  'kube-controller': 'kube-controller-manager',
  kubeproxy: 'kube-proxy',
  // Karmada
  karmadaAPIServer: 'kube-apiserver',
  kubeControllerManager: 'kube-controller-manager',
};

/** Keys that hold arguments and say of what. */
const keys: Readonly<Record<string, KnownComponent>> = {
  apiServerArguments: 'kube-apiserver',
  controllerArguments: 'kube-controller-manager',
  schedulerArguments: 'kube-scheduler',
  kubeletArguments: 'kubelet',
  extendedArguments: 'kube-controller-manager',
  kubeletExtraArgs: 'kubelet',
  ...carriers,
};

const argumentKeys: ReadonlySet<string> = new Set(['extraArgs', 'extra_args', 'extra_args_array']);

const own = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;

/** `name=value`, `--name=value` or `--name`, at one place. */
function oneWord(yaml: ParsedYaml, word: PodWord, name?: string): ArgvWord {
  const { text, line, column } = word;
  const written = name === undefined ? text.replace(/^--?(?=[A-Za-z])/, '') : `${name}=${text}`;
  const place = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  const read = { text: `--${written}`, ...place };
  return yaml.template?.restored(read) ?? read;
}

interface Words {
  readonly words: readonly ArgvWord[];
  readonly read: readonly PodWord[];
}

const together = (parts: readonly Words[]): Words => ({
  words: parts.flatMap(({ words }) => words),
  read: parts.flatMap(({ read }) => read),
});

/**
 * The words that a value adds: a map from names to one or several values, a list of `name=value`, a list of objects with
 * name and value, or a single text.
 */
function wordsOf(yaml: ParsedYaml, value: unknown, path: YamlPath, name?: string): Words {
  if (Array.isArray(value)) {
    return together(value.map((item, i) => wordsOf(yaml, item, [...path, i], name)));
  }
  if (value === null || value === undefined) return { words: [], read: [] };
  if (isTree(value)) {
    // In a map it is a flag of that name, which etcd has.
    const named = typeof path.at(-1) === 'number' ? value.name : undefined;
    if (typeof named === 'string' && ('value' in value || Object.keys(value).length === 1)) {
      return wordsOf(yaml, value.value ?? '', [...path, 'value'], named);
    }
    return together(Object.entries(value).map(([key, item]) => wordsOf(yaml, item ?? '', [...path, key], key)));
  }
  const word = wordAt(yaml, value, path);
  return { words: [oneWord(yaml, word, name)], read: [word] };
}

interface Around {
  readonly kubernetesVersion?: string;
  readonly section?: KnownComponent | undefined;
}

const versionKeys = ['kubernetesVersion', 'kubernetes_version', 'version'];

/** What an object says of the version: in kubeadm's and RKE's words, or as an object of the Cluster API does. */
function versionIn(value: Tree): string | undefined {
  const told = versionKeys.map((key) => value[key]).find((version) => typeof version === 'string');
  return typeof told === 'string' ? /^v?(\d+\.\d+\.\d+)(?:[-+]|$)/.exec(told)?.[1] : undefined;
}

/** etcd's own version stands in the tag of its image; the others share that of Kubernetes. */
function imageIn({ image, imageTag }: Tree): string | undefined {
  if (typeof image === 'string') return image;
  return typeof imageTag === 'string' ? `:${imageTag}` : undefined;
}

/** Finds every place in a document where arguments are added to a component. */
export function extraArgsIn(yaml: ParsedYaml): readonly ExtraArgs[] {
  const found: ExtraArgs[] = [];

  /** The arguments that one object adds: several of its keys (`extra_args`, `extra_args_array`) are one command line. */
  const take = (tree: Tree, path: YamlPath, taken: ReadonlyMap<string, KnownComponent>, around: Around): void => {
    for (const component of new Set(taken.values())) {
      const own = [...taken].filter(([, other]) => other === component).map(([key]) => key);
      const { words, read } = together(own.map((key) => wordsOf(yaml, tree[key], [...path, key])));
      if (words.length === 0) continue;
      const image = imageIn(tree);
      const { kubernetesVersion } = around;
      found.push({
        component,
        keys: own,
        words,
        notStrings: read.filter(({ notString }) => notString),
        where: yaml.locate([...path, own[0] ?? ''], 'key'),
        ...(kubernetesVersion === undefined ? {} : { kubernetesVersion }),
        ...(image === undefined ? {} : { image }),
      });
    }
  };

  const visit = (value: unknown, path: YamlPath, around: Around): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, [...path, i], around);
      return;
    }
    if (!isTree(value)) return;
    const version = versionIn(value);
    const here = version === undefined ? around : { ...around, kubernetesVersion: version };
    const taken = new Map<string, KnownComponent>();
    for (const [key, item] of Object.entries(value)) {
      const component = own(keys, key.replace(/\+$/, '')) ?? (argumentKeys.has(key) ? around.section : undefined);
      if (component !== undefined) taken.set(key, component);
      else if (argumentKeys.has(key)) takeEach(item, [...path, key], here);
      else visit(item, [...path, key], { ...here, section: own(sections, key) });
    }
    if (taken.size > 0) take(value, path, taken, here);
  };

  /** Arguments by component in one map: `extraArgs: {apiServer: ["--a=b"]}`. */
  const takeEach = (value: unknown, path: YamlPath, around: Around): void => {
    if (!isTree(value)) return;
    const lists = Object.entries(value).filter(([, item]) => Array.isArray(item));
    const named = lists.map(([key]) => [key, own(sections, key)] as const);
    take(value, path, new Map(named.filter((pair): pair is [string, KnownComponent] => pair[1] !== undefined)), around);
  };

  visit(yaml.value, [], {});
  return found;
}
