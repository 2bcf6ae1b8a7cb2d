import type { Problem, Where } from '../kernel/problem.js';
import { maxArgvWords } from './argv.js';
import type { TemplateText } from './template-text.js';
import type { ParsedYaml, YamlPath } from './yaml.js';
import { readYamlDocuments } from './yaml-documents.js';

/** One string of `command` or `args` and where it stands. */
export interface PodWord {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  /** It is not a string in the text (`true`, `8080`): the API would refuse the pod. */
  readonly notString: boolean;
  /** Put together by a guess. */
  readonly reconstructed?: true;
}

/** A variable of a container; the value is null where it comes from elsewhere (valueFrom). */
export interface PodVariable {
  readonly name: string;
  readonly value: string | null;
}

/** A path of the host that a container sees under another one, or the same. */
export interface PodMount {
  readonly mountPath: string;
  readonly hostPath: string;
}

/** A container, or what is left of one in a fragment. */
export interface PodContainer {
  readonly name?: string;
  readonly image?: string;
  /** `command` and then `args`. */
  readonly words: readonly PodWord[];
  /** So many words come after them, which are too many to be read. */
  readonly left?: number;
  /** There is a `command`; otherwise the entrypoint of the image comes before the words. */
  readonly hasCommand: boolean;
  readonly env: readonly PodVariable[];
  /** The words are what the program gets: references to variables have been expanded. */
  readonly expanded?: true;
  /** There are variables besides `env`, from objects that are not in the text. */
  readonly moreEnv: boolean;
  readonly mounts: readonly PodMount[];
  /** It stands in a whole object with a kind, so that what is not in it is not there at all. */
  readonly whole: boolean;
  /** It is an element of `containers`. */
  readonly listed?: boolean;
  readonly where: Where;
  /** The text is a template, and the words hold what stands for its tags. */
  readonly template?: TemplateText;
}

export interface PodText {
  readonly documents: readonly ParsedYaml[];
  readonly containers: readonly PodContainer[];
  /** Kinds of the objects in the text, where they say so. */
  readonly kinds: readonly string[];
  readonly problems: readonly Problem[];
}

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const treesOf = (value: unknown): readonly Tree[] => (Array.isArray(value) ? value.filter(isTree) : []);

/**
 * Reads the containers of a static-pod manifest: YAML or JSON, whole, a pod template in any other kind, a fragment from
 * `spec:` on, a list of containers, or only the list of words. In an `exact` text, the file that a kubelet reads, `{{ }}`
 * is text like any other. Never throws; what is wrong is in `problems`.
 */
export async function readPods(text: string, file: string, exact = false): Promise<PodText> {
  const { documents, problems } = await readYamlDocuments(text, file, exact);
  return {
    documents,
    containers: documents.flatMap(containersOf),
    kinds: documents.flatMap(({ value }) => kindsOf(value)),
    problems: [...problems, ...documents.flatMap((document) => document.problems)],
  };
}

/** The kinds of an object, and of the objects in it when it is a list. */
export function kindsOf(value: unknown): readonly string[] {
  if (!isTree(value)) return [];
  const kind = stringOf(value.kind);
  const items = kind?.endsWith('List') === true || kind === undefined ? treesOf(value.items) : [];
  return [...(kind === undefined || items.length > 0 ? [] : [kind]), ...items.flatMap(kindsOf)];
}

/** The containers of one document, those that run before the others (initContainers) left out. */
export function containersOf(document: ParsedYaml): readonly PodContainer[] {
  const found: PodContainer[] = [];
  const whole = isTree(document.value) && stringOf(document.value.kind) !== undefined;
  collect(document, document.value, [], whole, found);
  // Beside containers a command is only what they refer to.
  const listed = found.filter((container) => container.listed === true);
  return listed.length > 0 ? listed : found;
}

// Here are commands that are not the container's own, and copies of what was there once.
const elsewhere: ReadonlySet<string> = new Set([
  'annotations',
  'ephemeralContainers',
  'initContainers',
  'labels',
  'lifecycle',
  'livenessProbe',
  'managedFields',
  'ownerReferences',
  'readinessProbe',
  'startupProbe',
  'status',
]);

/** Looks through everything for containers; a list of strings that looks like a command line is one as well. */
function collect(yaml: ParsedYaml, value: unknown, path: YamlPath, whole: boolean, found: PodContainer[]): void {
  if (Array.isArray(value)) {
    if (looksLikeArgv(value)) {
      const { words: all, left } = wordsAt(yaml, value, path);
      const words = all.filter((_, i) => !isTree(value[i]));
      const where = yaml.locate(path, 'key');
      const template = yaml.template === undefined ? {} : { template: yaml.template };
      found.push({
        words,
        ...leftOf(left),
        hasCommand: true,
        env: [],
        moreEnv: true,
        mounts: [],
        whole: false,
        where,
        ...template,
      });
      return;
    }
    for (const [i, item] of value.entries()) collect(yaml, item, [...path, i], whole, found);
    return;
  }
  if (!isTree(value)) return;
  if ('command' in value || 'args' in value) {
    const container = containerAt(yaml, value, path, whole, []);
    if (container.words.length > 0) found.push(container);
    return;
  }
  const containers = treesOf(value.containers);
  if (containers.length > 0 && !looksLikeArgv(value.containers as unknown[])) {
    const volumes = treesOf(value.volumes);
    for (const [i, item] of (value.containers as unknown[]).entries()) {
      if (!isTree(item)) continue;
      found.push({ listed: true, ...containerAt(yaml, item, [...path, 'containers', i], whole, volumes) });
    }
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (!elsewhere.has(key)) collect(yaml, item, [...path, key], whole, found);
  }
}

function containerAt(
  yaml: ParsedYaml,
  container: Tree,
  path: YamlPath,
  whole: boolean,
  volumes: readonly Tree[],
): PodContainer {
  // Of Docker Compose: a command line may be one text, and the entrypoint stands beside it.
  const lists = ['entrypoint', 'command', 'args'].filter((key) => {
    return Array.isArray(container[key]) || (!whole && typeof container[key] === 'string');
  });
  const read = lists.map((key) => wordsAt(yaml, container[key], [...path, key]));
  const name = stringOf(container.name);
  const image = stringOf(container.image);
  return {
    words: read.flatMap(({ words }) => words),
    hasCommand: lists.some((key) => key !== 'args' && container[key] !== '' && container[key] !== null),
    env: variablesOf(container.env),
    moreEnv: !whole || treesOf(container.envFrom).length > 0,
    mounts: mountsOf(container, volumes),
    whole,
    where: yaml.locate([...path, lists[0] ?? ''], 'key'),
    ...(name === undefined ? {} : { name }),
    ...(image === undefined ? {} : { image }),
    ...leftOf(read.reduce((sum, { left }) => sum + left, 0)),
    ...(yaml.template === undefined ? {} : { template: yaml.template }),
  };
}

function mountsOf(container: Tree, volumes: readonly Tree[]): readonly PodMount[] {
  const hostPaths = new Map(
    volumes.map(({ name, hostPath }) => [name, isTree(hostPath) ? stringOf(hostPath.path) : undefined]),
  );
  return treesOf(container.volumeMounts).flatMap((mount) => {
    const [mountPath, hostPath] = [stringOf(mount.mountPath), hostPaths.get(mount.name)];
    const below = stringOf(mount.subPath);
    if (mountPath === undefined || hostPath === undefined) return [];
    return [{ mountPath, hostPath: below === undefined ? hostPath : `${hostPath}/${below}` }];
  });
}

function looksLikeArgv(list: readonly unknown[]): boolean {
  const flags = list.filter((item) => typeof item === 'string' && item.startsWith('--')).length;
  return flags >= 3 || (flags >= 1 && typeof list[0] === 'string' && /(?:^|\/)(?:kube-|etcd$)/.test(list[0]));
}

/** One element of a command line as it stands at a path. */
export function wordAt(yaml: ParsedYaml, item: unknown, path: YamlPath): PodWord {
  const { line, column, excerpt } = yaml.locate(path, 'value');
  // A map (`--a: b`) is shown as the line says it.
  const written = yaml.written(path) ?? excerpt?.slice((column ?? 1) - 1) ?? '';
  const isString = typeof item === 'string';
  const text = isString ? item : written;
  // Written out: objects put together by spreading cost V8 several times as much, and there are many words.
  if (line === undefined || column === undefined) return { text, notString: !isString };
  return { text, line, column, notString: !isString };
}

const leftOf = (left: number): Pick<PodContainer, 'left'> => (left === 0 ? {} : { left });

function wordsAt(
  yaml: ParsedYaml,
  list: unknown,
  path: YamlPath,
): { readonly words: readonly PodWord[]; readonly left: number } {
  if (!Array.isArray(list)) return { words: [wordAt(yaml, list, path)], left: 0 };
  const words = list.slice(0, maxArgvWords).map((item, i) => wordAt(yaml, item, [...path, i]));
  return { words, left: list.length - words.length };
}

/** What every stand-in for a tag of a template begins with. */
const standInMark = '\ue000';

function variablesOf(env: unknown): PodVariable[] {
  return treesOf(env).flatMap((entry) => {
    const name = stringOf(entry.name);
    if (name === undefined) return [];
    const value = stringOf(entry.value) ?? '';
    return [{ name, value: 'valueFrom' in entry || value.includes(standInMark) ? null : value }];
  });
}
