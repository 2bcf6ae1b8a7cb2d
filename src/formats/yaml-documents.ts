import { type Problem, problem } from '../kernel/problem.js';
import { parsedOf, type PlacedNode } from './placed-node.js';
import { readPlainJson } from './plain-json.js';
import { readPlainYaml } from './plain-yaml.js';
import type { ParsedYaml } from './yaml.js';

export interface YamlDocuments {
  readonly documents: readonly ParsedYaml[];
  /** What is wrong with the text as a whole; each document has its own besides. */
  readonly problems: readonly Problem[];
}

// Room for some 20 000 flags, a hundred times what a component has; reading more would only cost time and memory.
const limits = { maxLength: 16 * 1024 * 1024, maxTokens: 200_000, maxNodes: 100_000 };
const maxDocuments = 10_000;

interface Piece {
  readonly body: string;
  readonly firstLine: number;
}

/** The documents of a text that hold more than comments; `more` when there are too many. */
function piecesOf(text: string): { readonly pieces: readonly Piece[]; readonly more: boolean } {
  const marker = /^---(?=\s|$)/gm;
  const starts = [0];
  for (let match = marker.exec(text); match !== null && starts.length <= maxDocuments; match = marker.exec(text)) {
    starts.push(match.index);
  }
  if (starts.length === 1) return { pieces: [{ body: text, firstLine: 1 }], more: false };
  const pieces: Piece[] = [];
  let firstLine = 1;
  for (const [i, start] of starts.slice(0, maxDocuments).entries()) {
    const body = text.slice(start, starts[i + 1] ?? text.length);
    if (/^(?!---(?:[ \t]+#|[ \t]*$)|[ \t]*#|[ \t]*$)/m.test(body)) pieces.push({ body, firstLine });
    for (let at = body.indexOf('\n'); at !== -1; at = body.indexOf('\n', at + 1)) firstLine++;
  }
  return { pieces, more: starts.length > maxDocuments };
}

// What the YAML library refuses anywhere in a text: it also says where it is.
const unreadable =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

function plain(text: string): PlacedNode | null {
  if (text.length > limits.maxLength || unreadable.test(text)) return null;
  return /^\s*[{[]/.test(text) ? readPlainJson(text) : readPlainYaml(text);
}

/**
 * Reads every YAML or JSON document of a text, with places counted in the whole of it; anchors, aliases and merge keys
 * are followed, tags of templates put out of the way unless the text is `exact`: the very file that a kubelet reads. The
 * library is loaded only for texts that the readers of plain YAML and JSON leave to it, because it costs more time than
 * all the rest of reading a manifest. Never throws; what is wrong is in `problems`.
 */
export async function readYamlDocuments(text: string, file: string, exact = false): Promise<YamlDocuments> {
  const whole = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const template =
    !exact && /\{\{|\{%|<%|%\{/.test(whole) ? (await import('./template-text.js')).withoutTags(whole) : undefined;
  const normal = template?.text ?? whole;
  const read = (document: ParsedYaml): ParsedYaml => (template === undefined ? document : { ...document, template });
  const { pieces, more } = piecesOf(normal);
  const documents: ParsedYaml[] = [];
  for (const { body, firstLine } of pieces) {
    const root = plain(body);
    if (root !== null) {
      documents.push(read(parsedOf(root, body, file, firstLine)));
      continue;
    }
    const { parseYaml } = await import('./yaml.js');
    documents.push(read(parseYaml(body, { file }, { limits, mergeKeys: true, firstLine })));
  }
  if (!more) return { documents, problems: [] };
  const what = `there are more YAML documents than the first ${maxDocuments}, which are read`;
  return { documents, problems: [problem('input-truncated', { severity: 'warning', where: { file }, what })] };
}
