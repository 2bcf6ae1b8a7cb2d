import { type PodWord, wordAt } from '../../formats/static-pod.js';
import type { ParsedYaml, YamlPath } from '../../formats/yaml.js';
import { readYamlDocuments } from '../../formats/yaml-documents.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Sections of the file and what they stand before in the names of flags (etcd.conf.yml.sample, embed/config.go). */
const sections: Readonly<Record<string, string>> = {
  'client-transport-security': '',
  'peer-transport-security': 'peer-',
};

function valueAt(yaml: ParsedYaml, value: unknown, path: YamlPath): PodWord {
  const list = Array.isArray(value) ? value.filter((item) => typeof item !== 'object').join(',') : value;
  return wordAt(yaml, list, path);
}

function wordsIn(
  yaml: ParsedYaml,
  tree: Tree,
  path: YamlPath,
  prefix: string,
): readonly (PodWord & { flag: string })[] {
  return Object.entries(tree).flatMap(([key, value]) => {
    const section = path.length === 0 && Object.hasOwn(sections, key) ? sections[key] : undefined;
    if (isTree(value)) return section === undefined ? [] : wordsIn(yaml, value, [...path, key], section);
    // A key without a value leaves the default.
    if (value === null || value === undefined) return [];
    return [{ ...valueAt(yaml, value, [...path, key]), flag: `${prefix}${key}` }];
  });
}

/**
 * Reads a config file of etcd. When etcd is given one it takes nothing from its command line and its environment, so
 * what the file does not say has its default.
 */
export async function readEtcdConfig(text: string, context: ShapeContext): Promise<Reading> {
  const { documents, problems } = await readYamlDocuments(text, context.label);
  const found = documents.flatMap((document) => {
    if (!isTree(document.value)) return [];
    const words = wordsIn(document, document.value, [], '').map(({ text: value, flag, line, column }) => {
      const place = line === undefined ? {} : { line, column: column ?? 1 };
      return { text: `--${flag}=${value}`, ...place };
    });
    const source = sourceOf('etcd-config', context);
    return [
      {
        component: 'etcd' as const,
        source,
        words,
        environment: [],
        origin: 'file' as const,
        truncated: false,
        problems: [],
      },
    ];
  });
  return { found, problems: [...problems, ...documents.flatMap((document) => document.problems)] };
}
