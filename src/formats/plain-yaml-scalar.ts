import type { PlacedNode } from './placed-node.js';

/** Nothing but a comment. */
export function isEmptyRest(rest: string): boolean {
  return rest === '' || rest.startsWith('#');
}

export function literalHeader(rest: string): boolean {
  return rest === '|' || rest === '|-';
}

/**
 * The text of a literal block; null where its blank lines are longer than its indentation, which is no longer plain.
 */
export function literalText(raw: string, indent: number, strip: boolean): string | null {
  const rows = raw.split('\n');
  if (rows.some((row) => row.length > indent && row.trim() === '')) return null;
  while (rows.at(-1)?.trim() === '') rows.pop();
  const text = rows.map((row) => row.slice(indent)).join('\n');
  return strip ? text : `${text}\n`;
}

const double = /^"((?:[^"\\]|\\["\\/])*)"(?:\s+#.*)?$/;
const single = /^'((?:[^']|'')*)'(?:\s+#.*)?$/;

/** A quoted scalar on one line, with simple escapes; null when it is anything else. */
export function quotedScalar(rest: string, start: number): PlacedNode | null {
  const inDouble = double.exec(rest)?.[1];
  if (inDouble !== undefined) {
    const value = inDouble.includes('\\') ? inDouble.replace(/\\(.)/g, '$1') : inDouble;
    return { value, start, end: start + inDouble.length + 2 };
  }
  const inSingle = single.exec(rest)?.[1];
  if (inSingle === undefined) return null;
  return { value: inSingle.replaceAll("''", "'"), start, end: start + inSingle.length + 2 };
}

const words: Readonly<Record<string, boolean | null>> = {
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
  null: null,
  Null: null,
  NULL: null,
  '~': null,
};

/** Text that the core schema of YAML 1.2 may take for a number. */
const numeric = /^[-+]?(?:\.?\d[\d.]*(?:[eE][-+]?\d*)?|0o[0-7]+|0x[\da-fA-F]+|\.(?:inf|Inf|INF))$|^\.(?:nan|NaN|NAN)$/;
const dotted = /^\d+\.\d+\.[\d.]+$/;

/** A plain scalar on one line; null for a flow collection, an anchor, a number that needs thought and the like. */
export function plainScalar(rest: string, start: number): PlacedNode | null {
  const comment = rest.search(/\s#/);
  const text = comment === -1 ? rest : rest.slice(0, comment).trimEnd();
  const end = start + text.length;
  if (/^[[\]{},&*!|>'"%@`#?:]|^-(?:\s|$)|:(?:\s|$)/.test(text)) return null;
  if (Object.hasOwn(words, text)) return { value: words[text], start, end };
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return text === '-0' ? null : { value: Number(text), start, end };
  if (numeric.test(text) && !dotted.test(text)) return null;
  return { value: text, start, end };
}
