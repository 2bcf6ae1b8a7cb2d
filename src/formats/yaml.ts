import { Composer, type Document, Lexer, LineCounter, Parser, stringify } from 'yaml';
import type { ProblemCode } from '../kernel/catalogue/index.js';
import { type Problem, problem, type Where } from '../kernel/problem.js';
import type { TemplateText } from './template-text.js';
import { type Located, type Position, positionOf } from './yaml-position.js';
import { plainValue } from './yaml-value.js';

export interface YamlLimits {
  /** Characters of the whole text. */
  readonly maxLength: number;
  /** How deep lists and maps may stand in each other. */
  readonly maxDepth: number;
  /** Lexical pieces; bounds the time that is spent on any text. */
  readonly maxTokens: number;
  /** Lists, maps and scalars after aliases have been followed. */
  readonly maxNodes: number;
}

export const usualLimits: YamlLimits = {
  maxLength: 1024 * 1024,
  maxDepth: 50,
  maxTokens: 50_000,
  maxNodes: 50_000,
};

export interface YamlOptions {
  readonly limits?: Partial<YamlLimits>;
  /** The code of every problem; `input-invalid-yaml` by default. */
  readonly code?: ProblemCode;
  /**
   * Refuse plain words that YAML 1.1 (which Kubernetes and many tools read) and YAML 1.2 take for different values,
   * such as `no`, `010` or `1e3`, instead of choosing one of the two.
   */
  readonly refuseAmbiguous?: boolean;
  /** Read merge keys (`<<`), as Kubernetes does, and tell the place of what stands behind an alias. */
  readonly mergeKeys?: boolean;
  /** The line of the whole text on which this one begins. */
  readonly firstLine?: number;
}

/** A path into a YAML value: keys of maps and indices of lists. */
export type YamlPath = readonly (string | number)[];

export interface ParsedYaml {
  /** Maps are objects without a prototype, so that no key means anything special. Undefined when nothing was read. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Where a path stands. A path that is not in the text is shown at its nearest existing parent. */
  locate(path: YamlPath, what: 'key' | 'value'): Where;
  /** The text is a template, and the values hold what stands for its tags. */
  readonly template?: TemplateText;
  /** The characters of a scalar as they are written, for messages about values that YAML reads otherwise. */
  written(path: YamlPath): string | undefined;
}

interface Composed {
  readonly documents: readonly Document.Parsed[];
  /** Set when reading was given up: what was exceeded, and at which offset. */
  readonly exceeded?: { readonly what: 'depth' | 'tokens'; readonly offset: number };
}

/** The library composes recursively, so depth is watched one step earlier, in its parser, which keeps a stack. */
function compose(text: string, limits: YamlLimits, lines: LineCounter): Composed {
  lines.addNewLine(0);
  const parser = new Parser(lines.addNewLine);
  const tokens = [];
  let count = 0;
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    // Each level takes two or three places on the stack.
    const levels = parser.stack.filter(({ type }) => /^(block-map|block-seq|flow-collection)$/.test(type)).length;
    if (levels > limits.maxDepth) return { documents: [], exceeded: { what: 'depth', offset: parser.offset } };
    if (++count > limits.maxTokens) return { documents: [], exceeded: { what: 'tokens', offset: parser.offset } };
  }
  for (const token of parser.end()) tokens.push(token);
  const composer = new Composer({
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
    version: '1.2',
    resolveKnownTags: false,
  });
  return { documents: [...composer.compose(tokens, true, text.length)] };
}

/** Says what the library found, in words that name the cure where there is a usual one. */
function syntaxProblem(code: ProblemCode, error: { code: string; message: string }, where: Where): Problem {
  if (error.code === 'TAB_AS_INDENT') {
    return problem(code, { where, what: 'a tab is used for indentation', fix: 'indent with spaces' });
  }
  const [what = error.message] = error.message.split('\n');
  return problem(code, { where, what: `this is not valid YAML: ${what.slice(0, 200)}` });
}

/**
 * Reads one YAML document with positions and nothing surprising: no merge keys unless asked for, no tags, no second document, no
 * duplicate keys, bounded in size, depth and time. Everything that is wrong is in `problems`; `value` is what could be
 * read besides. CRLF and lone CR count as line ends.
 */
export function parseYaml(text: string, source: { readonly file: string }, options: YamlOptions = {}): ParsedYaml {
  const limits = { ...usualLimits, ...options.limits };
  const code = options.code ?? 'input-invalid-yaml';
  const normal = text.replace(/^\ufeff/, '').replace(/\r\n?/g, '\n');
  const lines = new LineCounter();
  const firstLine = options.firstLine ?? 1;
  const at = (offset: number): Where => whereOf({ text: normal, lines, file: source.file, firstLine }, offset);
  const nothing = (problems: readonly Problem[]): ParsedYaml => ({
    value: undefined,
    problems,
    locate: () => ({ file: source.file }),
    written: () => undefined,
  });
  if (normal.length > limits.maxLength) {
    const what = `the file has ${normal.length} characters, more than the ${limits.maxLength} that are read`;
    return nothing([problem(code, { where: { file: source.file }, what })]);
  }
  const unreadable = unreadableCharacter(normal);
  if (unreadable !== undefined) {
    const before = normal.slice(0, unreadable.offset).split('\n');
    const where = { file: source.file, line: before.length + firstLine - 1, column: (before.at(-1) ?? '').length + 1 };
    return nothing([problem(code, { where, what: unreadable.what, fix: 'remove it' })]);
  }
  const { documents, exceeded } = compose(normal, limits, lines);
  if (exceeded !== undefined) {
    const what =
      exceeded.what === 'depth'
        ? `lists and maps stand in each other more than ${limits.maxDepth} levels deep`
        : `the text has more than ${limits.maxTokens} pieces`;
    return nothing([problem(code, { where: at(exceeded.offset), what })]);
  }
  const [document, second] = documents;
  if (document === undefined) return nothing([]);
  const syntax = document.errors.map((error) => syntaxProblem(code, error, at(error.pos[0])));
  if (second !== undefined) {
    const where = at(second.range[0]);
    syntax.push(
      problem(code, { where, what: 'a second YAML document begins here', fix: 'keep one document per file' }),
    );
  }
  if (syntax.length > 0) return nothing(syntax.slice(0, 20));
  const root = document.contents;
  const { refuseAmbiguous = false, mergeKeys = false } = options;
  const read = plainValue(root, { limits, code, at, text: normal, refuseAmbiguous, mergeKeys });
  const find = (path: YamlPath): Located => positionOf(root, path, mergeKeys ? read.anchors : undefined);
  return {
    value: read.value,
    problems: read.problems,
    locate: (path, what) => {
      const located: Position = find(path)[what];
      return at(located.start);
    },
    written: (path) => {
      const { exact, value } = find(path);
      return exact && value.scalar ? normal.slice(value.start, value.end) : undefined;
    },
  };
}

/** NUL, other control characters that YAML forbids (§5.1), and halves of surrogate pairs. */
function unreadableCharacter(text: string): { readonly offset: number; readonly what: string } | undefined {
  const offset = text.search(
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/,
  );
  if (offset === -1) return undefined;
  const character = text.charCodeAt(offset);
  if (character === 0) return { offset, what: 'there is a NUL byte in the text' };
  return { offset, what: `there is a character that YAML forbids: U+${character.toString(16).padStart(4, '0')}` };
}

/** Longest line that is shown as an excerpt; a value of a megabyte helps nobody. */
const maxExcerpt = 2000;

interface PlacedText {
  readonly text: string;
  readonly lines: LineCounter;
  readonly file: string;
  readonly firstLine: number;
}

function whereOf({ text, lines, file, firstLine }: PlacedText, offset: number): Where {
  const { line, col } = lines.linePos(Math.min(offset, text.length));
  const start = lines.lineStarts[line - 1] ?? 0;
  const next = text.indexOf('\n', start);
  const excerpt = text.slice(start, next === -1 ? text.length : next);
  return { file, line: line + firstLine - 1, column: col, ...(excerpt.length <= maxExcerpt ? { excerpt } : {}) };
}

/**
 * Writes a value as YAML that YAML 1.1 and 1.2 readers take alike: words such as no, on and 0777 are quoted, long lines
 * are not folded, nothing is shared by alias. The same value gives the same text.
 */
export function stringifyYaml(value: unknown, options: { readonly indent?: number } = {}): string {
  return stringify(value, {
    version: '1.1',
    lineWidth: 0,
    aliasDuplicateObjects: false,
    indent: options.indent ?? 2,
  });
}
