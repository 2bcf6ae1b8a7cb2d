import { listNode, mapNode, type PlacedEntry, type PlacedNode } from './placed-node.js';
import { plainScalar, quotedScalar } from './plain-yaml-scalar.js';

const maxDepth = 20;

// Each is matched at one place of the text; what follows a piece is judged apart.
const blanks = / */y;
const key = /(?:([A-Za-z_][\w./-]*)|"([^"\\]*)"|'([^']*)'): +/y;
const quoted = /"(?:[^"\\]|\\["\\/])*"|'(?:[^']|'')*'/y;
const plain = /[^,[\]{}#"']+/y;
const ending = /^(?:\s+#.*)?$/;

/**
 * A flow collection that begins and ends on one line (`{ name: certs, readOnly: true }`, `[a, "b"]`), as far as its keys
 * and scalars are plain enough; null for every other one, also for one with a comma too many. `start` is the offset of
 * the line's rest in the whole text.
 */
export function flowCollection(rest: string, start: number): PlacedNode | null {
  let i = 0;

  const take = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = i;
    const match = pattern.exec(rest);
    if (match !== null) i = pattern.lastIndex;
    return match;
  };
  /** After an element: true when another follows, false at the end, null for anything else. */
  const more = (close: string): boolean | null => {
    take(blanks);
    const character = rest[i++];
    if (character === close) return false;
    take(blanks);
    return character === ',' ? true : null;
  };
  const value = (depth: number): PlacedNode | null => {
    if (rest[i] === '{') return map(depth + 1);
    if (rest[i] === '[') return list(depth + 1);
    const at = start + i;
    const inQuotes = take(quoted);
    if (inQuotes !== null) return quotedScalar(inQuotes[0], at);
    const text = take(plain)?.[0].trimEnd() ?? '';
    return text === '' ? null : plainScalar(text, at);
  };
  const opened = (depth: number, close: string): boolean | null => {
    if (depth > maxDepth) return null;
    i++;
    take(blanks);
    if (rest[i] !== close) return true;
    i++;
    return false;
  };
  const map = (depth: number): PlacedNode | null => {
    const at = start + i;
    const entries = new Map<string, PlacedEntry>();
    let another = opened(depth, '}');
    while (another === true) {
      const from = start + i;
      const [, word, double, single] = take(key) ?? [];
      const name = word ?? double ?? single;
      const node = name === undefined || entries.has(name) ? null : value(depth);
      if (name === undefined || node === null) return null;
      entries.set(name, { start: from, node });
      another = more('}');
    }
    return another === null ? null : mapNode(entries, at, start + i);
  };
  const list = (depth: number): PlacedNode | null => {
    const at = start + i;
    const items: PlacedNode[] = [];
    let another = opened(depth, ']');
    while (another === true) {
      const node = value(depth);
      if (node === null) return null;
      items.push(node);
      another = more(']');
    }
    return another === null ? null : listNode(items, at, start + i);
  };

  const node = rest.startsWith('{') ? map(0) : rest.startsWith('[') ? list(0) : null;
  return node !== null && ending.test(rest.slice(i)) ? node : null;
}
