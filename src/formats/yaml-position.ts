import { isAlias, isMap, isScalar, isSeq, type Node, type Pair } from 'yaml';

/** Offsets of a piece of the text. */
export interface Position {
  readonly start: number;
  readonly end: number;
  readonly scalar: boolean;
}

/** Where a path stands, or, when it does not, its nearest existing parent. */
export interface Located {
  readonly exact: boolean;
  readonly key: Position;
  readonly value: Position;
}

function position(node: Node | null | undefined, otherwise: Position): Position {
  const range = node?.range;
  return range ? { start: range[0], end: range[1], scalar: isScalar(node) } : otherwise;
}

/** The key of a pair as text. */
export function keyText(key: unknown): string {
  return isScalar(key) ? (key.source ?? String(key.value)) : String(key);
}

type Anchors = ReadonlyMap<string, Node>;
interface Step {
  readonly key: Node | null;
  readonly value: Node | null;
}

/** Merge keys may refer to maps that merge themselves. */
const maxMerges = 50;

/** What a merge key brings into a map: its own keys count first, of several maps the first that has the key. */
function mergedStep(
  pair: Pair | undefined,
  segment: string | number,
  anchors: Anchors,
  level: number,
): Step | undefined {
  const sources = isSeq(pair?.value) ? pair.value.items : [pair?.value];
  for (const source of level > maxMerges ? [] : sources) {
    const node = isAlias(source) ? anchors.get(source.source) : source;
    const found = isMap(node) ? step(node, segment, anchors, level + 1) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function step(node: Node | null, segment: string | number, anchors?: Anchors, level = 0): Step | undefined {
  if (isSeq(node)) {
    const item = typeof segment === 'number' ? (node.items[segment] as Node | undefined) : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((candidate) => keyText(candidate.key) === String(segment)) as
    Pair<Node, Node | null> | undefined;
  if (pair !== undefined) return { key: pair.key, value: pair.value };
  if (anchors === undefined) return undefined;
  return mergedStep(
    node.items.find(({ key }) => keyText(key) === '<<'),
    segment,
    anchors,
    level,
  );
}

/**
 * Follows a path through the nodes of a document. Aliases and merge keys are followed only where the anchors are given:
 * what they stand for is elsewhere.
 */
export function positionOf(root: Node | null, path: readonly (string | number)[], anchors?: Anchors): Located {
  const start = position(root, { start: 0, end: 0, scalar: false });
  let located: Located = { exact: true, key: start, value: start };
  let node = root;
  for (const [i, segment] of path.entries()) {
    const next = step(node, segment, anchors);
    if (next === undefined) return { exact: false, key: located.key, value: located.key };
    const key = position(next.key, located.key);
    located = { exact: true, key, value: position(next.value, key) };
    const value = isAlias(next.value) ? (anchors?.get(next.value.source) ?? null) : next.value;
    if (value === null) return { ...located, exact: i === path.length - 1 };
    node = value;
  }
  return located;
}
