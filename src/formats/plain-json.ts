import { listNode, mapNode, type PlacedEntry, type PlacedNode } from './placed-node.js';

const maxDepth = 50;
const maxNodes = 300_000;

const blanks = /[ \t\n\r]*/y;
const string = /"(?:[^"\\\u0000-\u001f]|\\.)*"/y;
const literal = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;

/**
 * Reads JSON (RFC 8259) with places, many times faster than a reader of YAML. Null for whatever is not exactly JSON, has
 * a key twice, or is larger or deeper than any object of an API: the reader of YAML then says what is wrong.
 */
export function readPlainJson(text: string): PlacedNode | null {
  let i = 0;
  let nodes = 0;
  const state = { failed: false };

  const skip = (): void => {
    blanks.lastIndex = i;
    blanks.exec(text);
    i = blanks.lastIndex;
  };
  const take = (pattern: RegExp): string | null => {
    pattern.lastIndex = i;
    const match = pattern.exec(text);
    if (match !== null) i = pattern.lastIndex;
    return match?.[0] ?? null;
  };
  const fail = (): PlacedNode => {
    state.failed = true;
    return { value: null, start: i, end: i };
  };
  /** After an element: true when another follows, false at the end. */
  const more = (close: string): boolean => {
    skip();
    const character = text[i];
    i++;
    if (character !== ',' && character !== close) state.failed = true;
    skip();
    return character === ',';
  };
  const stringNode = (): PlacedNode => {
    const start = i;
    const written = take(string);
    if (written === null) return fail();
    try {
      return { value: JSON.parse(written) as string, start, end: i };
    } catch {
      // An escape that JSON does not have; the text is then read as YAML.
      return fail();
    }
  };
  const map = (depth: number): PlacedNode => {
    const start = i++;
    const entries = new Map<string, PlacedEntry>();
    skip();
    let another = text[i] !== '}';
    if (!another) i++;
    while (another && !state.failed) {
      const key = stringNode();
      skip();
      if (text[i] !== ':' || entries.has(key.value as string)) return fail();
      i++;
      skip();
      entries.set(key.value as string, { start: key.start, node: value(depth + 1) });
      another = more('}');
    }
    return mapNode(entries, start, i);
  };
  const list = (depth: number): PlacedNode => {
    const start = i++;
    const items: PlacedNode[] = [];
    skip();
    let another = text[i] !== ']';
    if (!another) i++;
    while (another && !state.failed) {
      items.push(value(depth + 1));
      another = more(']');
    }
    return listNode(items, start, i);
  };
  const value = (depth: number): PlacedNode => {
    if (depth > maxDepth || ++nodes > maxNodes) return fail();
    const character = text[i];
    if (character === '{') return map(depth);
    if (character === '[') return list(depth);
    if (character === '"') return stringNode();
    const start = i;
    const written = take(literal);
    if (written === null) return fail();
    return { value: JSON.parse(written) as unknown, start, end: i };
  };

  skip();
  if (text[i] !== '{' && text[i] !== '[') return null;
  const root = value(0);
  skip();
  return state.failed || i < text.length ? null : root;
}
