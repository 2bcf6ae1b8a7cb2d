import { Document, isScalar, visit } from 'yaml';
import type { Problem, Where } from '../kernel/problem.js';
import { fail } from '../kernel/problem.js';
import { parseYaml, type ParsedYaml, type YamlPath } from './yaml.js';

/** One string of `command` or `args` and where it stands. */
export interface PodWord {
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
  /** It is not a string in the text (`true`, `8080`): the API would refuse the pod. */
  readonly notString: boolean;
}

/** A variable of a container; the value is null where it comes from elsewhere (valueFrom). */
export interface PodVariable {
  readonly name: string;
  readonly value: string | null;
}

/** A container, or what is left of one in a fragment. */
export interface PodContainer {
  readonly name?: string;
  readonly image?: string;
  /** `command` and then `args`. */
  readonly words: readonly PodWord[];
  readonly env: readonly PodVariable[];
  /** It stands in a whole object with a kind, so that what is not in it is not there at all. */
  readonly whole: boolean;
  readonly where: Where;
}

export interface PodText {
  readonly containers: readonly PodContainer[];
  /** Kinds of the objects in the text, where they say so. */
  readonly kinds: readonly string[];
  readonly problems: readonly Problem[];
}

// Room for some 20 000 flags, a hundred times what a component has; reading more would only cost time and memory.
const limits = { maxLength: 16 * 1024 * 1024, maxTokens: 200_000, maxNodes: 100_000 };
const maxDocuments = 100;

type Tree = Readonly<Record<string, unknown>>;

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null && !Array.isArray(value);
const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The documents of a text, each with as many empty lines before it as it needs to keep its line numbers. */
function documentsOf(text: string): readonly string[] {
  const starts = [0, ...[...text.matchAll(/^---(?=[\s]|$)/gm)].map(({ index }) => index)];
  const documents = starts
    .map((start, i) => ({ start, body: text.slice(start, starts[i + 1] ?? text.length) }))
    .filter(({ body }) => /^(?!---\s*$|\s*#|\s*$)/m.test(body));
  if (documents.length <= 1) return [text];
  return documents.slice(0, maxDocuments).map(({ start, body }) => {
    return '\n'.repeat(text.slice(0, start).split('\n').length - 1) + body;
  });
}

/**
 * Reads the containers of a static-pod manifest: YAML or JSON, whole, a pod template in any other kind, a fragment from
 * `spec:` on, a list of containers, or only the list of words. Never throws; what is wrong is in `problems`.
 */
export function readPods(text: string, file: string): PodText {
  const containers: PodContainer[] = [];
  const kinds: string[] = [];
  const problems: Problem[] = [];
  for (const document of documentsOf(text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n'))) {
    const yaml = parseYaml(document, { file }, { limits });
    problems.push(...yaml.problems);
    const kind = isTree(yaml.value) ? stringOf(yaml.value.kind) : undefined;
    if (kind !== undefined) kinds.push(kind);
    collect(yaml, yaml.value, [], kind !== undefined, containers);
  }
  return { containers, kinds, problems };
}

/** Looks through everything for containers; a list of strings that looks like a command line is one as well. */
function collect(yaml: ParsedYaml, value: unknown, path: YamlPath, whole: boolean, found: PodContainer[]): void {
  if (Array.isArray(value)) {
    if (looksLikeArgv(value)) {
      const words = wordsAt(yaml, value, path);
      found.push({ words, env: [], whole: false, where: yaml.locate(path, 'key') });
      return;
    }
    for (const [i, item] of value.entries()) collect(yaml, item, [...path, i], whole, found);
    return;
  }
  if (!isTree(value)) return;
  const lists = ['command', 'args'].filter((key) => Array.isArray(value[key]));
  if (lists.length > 0) {
    const words = lists.flatMap((key) => wordsAt(yaml, value[key] as unknown[], [...path, key]));
    const name = stringOf(value.name);
    const image = stringOf(value.image);
    found.push({
      ...(name === undefined ? {} : { name }),
      ...(image === undefined ? {} : { image }),
      words,
      env: variablesOf(value.env),
      whole,
      where: yaml.locate([...path, lists[0] ?? ''], 'key'),
    });
    return;
  }
  for (const [key, item] of Object.entries(value)) collect(yaml, item, [...path, key], whole, found);
}

function looksLikeArgv(list: readonly unknown[]): boolean {
  const flags = list.filter((item) => typeof item === 'string' && item.startsWith('--')).length;
  return flags >= 3 || (flags >= 1 && typeof list[0] === 'string' && /(?:^|\/)(?:kube-|etcd$)/.test(list[0]));
}

function wordsAt(yaml: ParsedYaml, list: readonly unknown[], path: YamlPath): PodWord[] {
  return list.map((item, i) => {
    const { line, column } = yaml.locate([...path, i], 'value');
    const text = typeof item === 'string' ? item : (yaml.written([...path, i]) ?? '');
    return {
      text,
      ...(line === undefined ? {} : { line }),
      ...(column === undefined ? {} : { column }),
      notString: typeof item !== 'string',
    };
  });
}

function variablesOf(env: unknown): PodVariable[] {
  if (!Array.isArray(env)) return [];
  return env.filter(isTree).flatMap((entry) => {
    const name = stringOf(entry.name);
    if (name === undefined) return [];
    return [{ name, value: 'valueFrom' in entry ? null : (stringOf(entry.value) ?? '') }];
  });
}

// What YAML readers disagree on or refuse when it stands raw in a text: it is written as an escape in double quotes.
const needsEscape = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/;

/**
 * Writes an object such as a Pod as YAML that YAML 1.1 and 1.2 readers take alike, with every string read back as it
 * is: words such as `no` are quoted, long lines not folded, control and invisible characters escaped.
 */
export function writeManifest(object: object): string {
  const document = new Document(object, { version: '1.1', aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, node) => {
      if (!isScalar(node) || typeof node.value !== 'string') return;
      if (/\p{Surrogate}/u.test(node.value)) {
        fail('input-unquotable', { what: 'a value for a manifest holds half a character', expected: 'Unicode text' });
      }
      if (needsEscape.test(node.value)) node.type = 'QUOTE_DOUBLE';
    },
  });
  const text = document.toString({ lineWidth: 0, directives: false, indent: 2 });
  return text.replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g, (c) => {
    return `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
