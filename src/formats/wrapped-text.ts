import type { ParsedYaml, YamlPath } from './yaml.js';

/** A text that stands inside another one. */
export interface WrappedText {
  readonly text: string;
  /** Where it stands in the wrapper: `write_files[2].content`. */
  readonly field: string;
  /** Lines and columns before it in the outer text, where it stands there as it is; null where it is encoded. */
  readonly shift: { readonly lines: number; readonly columns: number } | null;
}

export function fieldOf(path: YamlPath): string {
  return path.map((part, i) => (typeof part === 'number' ? `[${part}]` : `${i === 0 ? '' : '.'}${part}`)).join('');
}

/** The text at a path. Only a literal block (`|`) holds a text as it is, less its indentation. */
export function wrappedAt(yaml: ParsedYaml, text: string, path: YamlPath, rows: readonly string[]): WrappedText {
  const field = fieldOf(path);
  const { line, column, excerpt } = yaml.locate(path, 'value');
  if (line === undefined || excerpt?.[(column ?? 1) - 1] !== '|') return { text, field, shift: null };
  let at = line;
  while (at < rows.length && (rows[at] ?? '').trim() === '') at++;
  const row = rows[at] ?? '';
  return { text, field, shift: { lines: line, columns: row.length - row.trimStart().length } };
}

/** Every text of a document that has more than one line or is an object, with the place of each. */
export function wrappedTexts(yaml: ParsedYaml, source: string, limit: number): readonly WrappedText[] {
  const rows = source.split('\n');
  const found: WrappedText[] = [];
  const visit = (value: unknown, path: YamlPath): void => {
    if (found.length >= limit) return;
    if (typeof value === 'string') {
      if (/\n|^\s*\{/.test(value)) found.push(wrappedAt(yaml, value, path, rows));
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        visit(item, [...path, Array.isArray(value) ? Number(key) : key]);
      }
    }
  };
  visit(yaml.value, []);
  return found;
}
