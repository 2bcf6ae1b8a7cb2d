import { type PodContainer, type PodMount, type PodVariable, wordAt } from '../../formats/static-pod.js';
import type { ParsedYaml, YamlPath } from '../../formats/yaml.js';
import { readYamlDocuments } from '../../formats/yaml-documents.js';
import { readContainers } from '../from-containers.js';
import type { Reading, ShapeContext } from './shape.js';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** `NAME=value`, as every runtime writes variables. */
function variablesOf(list: unknown): readonly PodVariable[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((entry) => {
    const equals = typeof entry === 'string' ? entry.indexOf('=') : -1;
    return equals < 1 ? [] : [{ name: String(entry).slice(0, equals), value: String(entry).slice(equals + 1) }];
  });
}

/** Docker writes a list `Mounts`, the OCI configuration a list `mounts`. */
function mountsOf({ Mounts, mounts }: Tree): readonly PodMount[] {
  const list: readonly unknown[] = Array.isArray(Mounts) ? Mounts : Array.isArray(mounts) ? mounts : [];
  return list.filter(isTree).flatMap((mount) => {
    const hostPath = stringOf(mount.Source ?? mount.source);
    const mountPath = stringOf(mount.Destination ?? mount.destination);
    if (hostPath === undefined || mountPath === undefined || !hostPath.startsWith('/')) return [];
    return [{ mountPath, hostPath }];
  });
}

/** Where one runtime writes what a container starts: paths of lists, or of one word, that make up the command line. */
interface Dialect {
  readonly words: readonly (readonly string[])[];
  readonly env: readonly string[];
}

const dialects: readonly Dialect[] = [
  // The OCI runtime configuration: crictl inspect, ctr container info, config.json.
  { words: [['process', 'args']], env: ['process', 'env'] },
  // docker inspect, podman inspect and nerdctl inspect: what runs, …
  { words: [['Path'], ['Args']], env: ['Config', 'Env'] },
  // … and what a container or image that has not run is made from.
  {
    words: [
      ['Config', 'Entrypoint'],
      ['Config', 'Cmd'],
    ],
    env: ['Config', 'Env'],
  },
];

const at = (value: unknown, path: YamlPath): unknown =>
  path.reduce<unknown>((found, key) => (isTree(found) ? found[String(key)] : undefined), value);

function containerOf(yaml: ParsedYaml, value: Tree, path: YamlPath, image: string | undefined): PodContainer | null {
  for (const { words, env } of dialects) {
    const lists = words.filter((inner) => at(value, inner) !== undefined && at(value, inner) !== null);
    const read = lists.flatMap((inner) => {
      const found = at(value, inner);
      const parent = [...path, ...inner];
      if (!Array.isArray(found)) return found === '' ? [] : [wordAt(yaml, found, parent)];
      return found.map((item, i) => wordAt(yaml, item, [...parent, i]));
    });
    if (read.length === 0) continue;
    const name = stringOf(value.Name)?.replace(/^\//, '');
    const named = stringOf(at(value, ['Config', 'Image'])) ?? image;
    return {
      ...(name === undefined ? {} : { name }),
      ...(named === undefined ? {} : { image: named }),
      words: read,
      hasCommand: true,
      env: variablesOf(at(value, env)),
      expanded: true,
      moreEnv: false,
      mounts: mountsOf(value),
      whole: true,
      where: yaml.locate([...path, ...(lists[0] ?? [])], 'key'),
    };
  }
  return null;
}

/** The image, which crictl and ctr write beside or above the process; a bare digest tells nothing. */
function imageOf(value: Tree): string | undefined {
  const named = [
    at(value, ['status', 'image', 'userSpecifiedImage']),
    at(value, ['status', 'image', 'image']),
    at(value, ['info', 'config', 'image', 'user_specified_image']),
    value.Image,
    value.ImageName,
  ];
  return named.map(stringOf).find((name) => name !== undefined && name !== '' && !name.startsWith('sha256:'));
}

function collect(
  yaml: ParsedYaml,
  value: unknown,
  path: YamlPath,
  image: string | undefined,
  found: PodContainer[],
): void {
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) collect(yaml, item, [...path, i], image, found);
  } else if (isTree(value)) {
    const container = containerOf(yaml, value, path, imageOf(value) ?? image);
    if (container !== null) {
      found.push(container);
      return;
    }
    for (const [key, item] of Object.entries(value)) {
      collect(yaml, item, [...path, key], imageOf(value) ?? image, found);
    }
  }
}

/** Reads what a container runtime says of containers: docker, podman and nerdctl inspect, crictl inspect, ctr. */
export async function readContainerText(text: string, context: ShapeContext): Promise<Reading> {
  const { documents, problems } = await readYamlDocuments(text, context.label);
  const containers: PodContainer[] = [];
  for (const document of documents) collect(document, document.value, [], undefined, containers);
  const read = await readContainers(containers, context, 'container');
  return {
    found: read.found,
    problems: [...problems, ...documents.flatMap((document) => document.problems), ...read.problems],
  };
}
