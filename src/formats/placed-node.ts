import type { Where } from '../kernel/problem.js';
import { linePlaces } from './line-places.js';
import type { ParsedYaml, YamlPath } from './yaml.js';

/** A value with the offsets at which it stands; what the readers of plain YAML and of JSON give. */
export interface PlacedNode {
  /** Maps are objects without a prototype. */
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  readonly entries?: ReadonlyMap<string, PlacedEntry>;
  readonly items?: readonly PlacedNode[];
}

export interface PlacedEntry {
  readonly start: number;
  readonly node: PlacedNode;
}

/** The node of a map. */
export function mapNode(entries: ReadonlyMap<string, PlacedEntry>, start: number, end: number): PlacedNode {
  const value = Object.create(null) as Record<string, unknown>;
  for (const [key, entry] of entries) value[key] = entry.node.value;
  return { value, start, end, entries };
}

/** The node of a list. */
export function listNode(items: readonly PlacedNode[], start: number, end: number): PlacedNode {
  return { value: items.map((item) => item.value), start, end, items };
}

interface Found {
  readonly exact: boolean;
  readonly key: number;
  readonly node: PlacedNode;
}

function follow(root: PlacedNode, path: YamlPath): Found {
  let found: Found = { exact: true, key: root.start, node: root };
  for (const segment of path) {
    const item = found.node.items?.[segment as number];
    const entry = item === undefined ? found.node.entries?.get(String(segment)) : { start: item.start, node: item };
    if (entry === undefined) return { ...found, exact: false };
    found = { exact: true, key: entry.start, node: entry.node };
  }
  return found;
}

/** Longest line that is shown as an excerpt. */
const maxExcerpt = 2000;

/** Gives a tree the face of a document that the YAML library has read; lines count from `firstLine`. */
export function parsedOf(root: PlacedNode, text: string, file: string, firstLine: number): ParsedYaml {
  let places: ReturnType<typeof linePlaces> | undefined;
  const at = (offset: number): Where => {
    places ??= linePlaces(text, firstLine);
    const { line, column } = places(offset);
    const next = text.indexOf('\n', offset);
    const excerpt = text.slice(offset - column + 1, next === -1 ? text.length : next);
    return excerpt.length <= maxExcerpt ? { file, line, column, excerpt } : { file, line, column };
  };
  return {
    value: root.value,
    problems: [],
    locate: (path, what) => {
      const { exact, key, node } = follow(root, path);
      return at(exact && what === 'value' ? node.start : key);
    },
    written: (path) => {
      const { exact, node } = follow(root, path);
      const isScalar = node.entries === undefined && node.items === undefined;
      return exact && isScalar ? text.slice(node.start, node.end) : undefined;
    },
  };
}
