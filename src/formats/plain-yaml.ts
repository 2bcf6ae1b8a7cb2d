import { listNode, mapNode, type PlacedEntry, type PlacedNode } from './placed-node.js';
import { flowCollection } from './plain-yaml-flow.js';
import { isEmptyRest, literalHeader, literalText, plainScalar, quotedScalar } from './plain-yaml-scalar.js';

/** A line without its indentation, its trailing blanks and, where it stands in a list, the dashes before it. */
interface Line {
  /** Offset of `text`. */
  readonly start: number;
  readonly indent: number;
  readonly text: string;
}

const maxDepth = 40;
const maxLines = 200_000;

/** A key that needs no thought: a word, or quoted without escapes; a value follows after a blank. */
const keyed = /^(?:([A-Za-z_][\w./-]*)|"([^"\\]*)"|'([^']*)'):(?: +(.*))?$/;

function linesOf(text: string): readonly Line[] | null {
  // Blanks that other languages trim and YAML does not, and tabs, which it judges by where they stand.
  if (/[^\S \n]/.test(text)) return null;
  const rows = text.split('\n');
  if (rows.length > maxLines) return null;
  let start = 0;
  return rows.map((row) => {
    const indent = row.length - row.trimStart().length;
    const line = { start: start + indent, indent, text: row.trim() };
    start += row.length + 1;
    return line;
  });
}

const isItem = (text: string): boolean => text === '-' || text.startsWith('- ');

/** The text is more than this reader knows; the reader of all YAML takes over. */
class NotPlain extends Error {}

// Only told apart from others, never shown: one without a place of its own costs nothing to throw.
const notPlain = new NotPlain();

/**
 * Reads the YAML in which nearly all manifests are written: block maps and lists, scalars and flow collections on
 * one line, literal blocks. Gives what the YAML library would give, in a tenth of its time. Null for anything else
 * (folded text, anchors, tags, tabs, odd numbers, everything that is wrong), which the library then reads.
 */
export function readPlainYaml(text: string): PlacedNode | null {
  const read = linesOf(text);
  if (read === null) return null;
  const lines = [...read];
  let i = 0;

  const peek = (): Line | undefined => {
    for (let line = lines[i]; line !== undefined; line = lines[i]) {
      if (line.text !== '' && !line.text.startsWith('#')) return line;
      i++;
    }
    return undefined;
  };
  const nothing = (at: number): PlacedNode => ({ value: null, start: at, end: at });

  /** A value that begins on the line of its key or dash; `parent` is the indentation of what it belongs to. */
  const inline = (rest: string, start: number, parent: number): PlacedNode => {
    i++;
    if (literalHeader(rest)) return literal(rest, start, parent);
    const node = flowCollection(rest, start) ?? quotedScalar(rest, start) ?? plainScalar(rest, start);
    if (node === null) throw notPlain;
    return node;
  };

  const literal = (header: string, start: number, parent: number): PlacedNode => {
    const from = i;
    while (lines[i]?.text === '') i++;
    const first = lines[i];
    if (first === undefined || first.indent <= parent) throw notPlain;
    while (i < lines.length && (lines[i]?.text === '' || (lines[i]?.indent ?? 0) >= first.indent)) i++;
    const begin = lines[from] === undefined ? text.length : lines[from].start - lines[from].indent;
    const next = lines[i];
    const end = next === undefined ? text.length : next.start - next.indent - 1;
    const value = literalText(text.slice(begin, end), first.indent, header.endsWith('-'));
    if (value === null) throw notPlain;
    return { value, start, end };
  };

  /** What stands below a key or a dash that has nothing beside it. */
  const below = (indent: number, depth: number, at: number, listsToo: boolean): PlacedNode => {
    const next = peek();
    if (next === undefined) return nothing(at);
    if (next.indent > indent) return block(next.indent, depth + 1);
    if (listsToo && next.indent === indent && isItem(next.text)) return list(indent, depth + 1);
    return nothing(at);
  };

  const list = (indent: number, depth: number): PlacedNode => {
    if (depth > maxDepth) throw notPlain;
    const items: PlacedNode[] = [];
    const start = lines[i]?.start ?? 0;
    for (let line = peek(); line?.indent === indent && isItem(line.text); line = peek()) {
      const rest = line.text.slice(1).trimStart();
      const at = line.start + line.text.length - rest.length;
      if (isEmptyRest(rest)) {
        i++;
        items.push(below(indent, depth, line.start, false));
      } else if (isItem(rest)) {
        throw notPlain;
      } else if (keyed.test(rest)) {
        const inner = indent + at - line.start;
        lines[i] = { start: at, indent: inner, text: rest };
        items.push(map(inner, depth + 1));
      } else {
        items.push(inline(rest, at, indent));
      }
    }
    return listNode(items, start, items.at(-1)?.end ?? start);
  };

  const map = (indent: number, depth: number): PlacedNode => {
    if (depth > maxDepth) throw notPlain;
    const entries = new Map<string, PlacedEntry>();
    const start = lines[i]?.start ?? 0;
    let end = start;
    for (let line = peek(); line?.indent === indent && !isItem(line.text); line = peek()) {
      const [, word, double, single, rest = ''] = keyed.exec(line.text) ?? [];
      const key = word ?? double ?? single;
      if (key === undefined || entries.has(key)) throw notPlain;
      let node: PlacedNode;
      if (isEmptyRest(rest)) {
        i++;
        node = below(indent, depth, line.start, true);
      } else {
        node = inline(rest, line.start + line.text.length - rest.length, indent);
      }
      end = node.end;
      entries.set(key, { start: line.start, node });
    }
    return mapNode(entries, start, end);
  };

  const block = (indent: number, depth: number): PlacedNode => {
    const line = peek();
    const node = line !== undefined && isItem(line.text) ? list(indent, depth) : map(indent, depth);
    const next = peek();
    // Deeper than what came before: a scalar over several lines, or wrong.
    if (next !== undefined && (next.indent > indent || next === line)) throw notPlain;
    return node;
  };

  try {
    if (peek()?.text === '---' && peek()?.indent === 0) i++;
    const first = peek();
    if (first === undefined) return null;
    const root = block(first.indent, 0);
    return peek() === undefined ? root : null;
  } catch (error) {
    if (error instanceof NotPlain) return null;
    throw error;
  }
}
