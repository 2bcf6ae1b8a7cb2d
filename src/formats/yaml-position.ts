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

function step(node: Node | null, segment: string | number): { key: Node | null; value: Node | null } | undefined {
  if (isSeq(node)) {
    const item = typeof segment === 'number' ? (node.items[segment] as Node | undefined) : undefined;
    return item === undefined ? undefined : { key: item, value: item };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((candidate) => keyText(candidate.key) === String(segment)) as
    Pair<Node, Node | null> | undefined;
  return pair === undefined ? undefined : { key: pair.key, value: pair.value };
}

/** Follows a path through the nodes of a document. Aliases are not followed: what they stand for is elsewhere. */
export function positionOf(root: Node | null, path: readonly (string | number)[]): Located {
  const start = position(root, { start: 0, end: 0, scalar: false });
  let located: Located = { exact: true, key: start, value: start };
  let node = root;
  for (const segment of path) {
    const next = step(node, segment);
    if (next === undefined) return { exact: false, key: located.key, value: located.key };
    const key = position(next.key, located.key);
    located = { exact: true, key, value: position(next.value, key) };
    if (next.value === null || isAlias(next.value)) {
      return segment === path.at(-1) ? located : { ...located, exact: false };
    }
    node = next.value;
  }
  return located;
}
