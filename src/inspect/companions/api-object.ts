import { decodeUtf8 } from '../../formats/utf8.js';
import { parseYaml, type YamlPath } from '../../formats/yaml.js';
import type { Problem } from '../../kernel/problem.js';
import { invalid, type Place } from './parsed.js';

export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A map, or an empty one in place of anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** A list, or an empty one in place of anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** The strings of a list. */
export function stringsOf(value: unknown): readonly string[] {
  return listOf(value).filter((item) => typeof item === 'string');
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** An object of the kinds that a component takes there. */
export interface ApiObject {
  readonly fields: Fields;
  readonly place: (path: YamlPath) => Place;
  readonly problems: readonly Problem[];
}

/** What may stand in a file: the name of the kind, and what its apiVersion looks like. */
export interface ExpectedKind {
  readonly kinds: readonly string[];
  readonly apiVersion: RegExp;
  /** Completes "expected …". */
  readonly expected: string;
}

const limits = { maxLength: 4 * 1024 * 1024, maxTokens: 200_000, maxNodes: 100_000 };

/** Reads a text that may hold secrets as YAML or JSON: what is wrong is told by its place alone. */
export function readYaml(bytes: Buffer, file: string): Omit<ApiObject, 'fields'> & { readonly value: unknown } {
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) {
    return { value: undefined, place: () => ({}), problems: [invalid(file, {}, 'the file is not UTF-8 text')] };
  }
  const yaml = parseYaml(decoded.text, { file }, { limits });
  const problems = yaml.problems.map(({ where }) => invalid(file, where, 'this is not YAML that can be read'));
  const place = (path: YamlPath): Place => {
    const { line, column } = yaml.locate(path, 'key');
    return { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  };
  return { value: yaml.value, place, problems };
}

/** Reads an API object, or says why the file is none of those expected; null then. */
export function readApiObject(
  bytes: Buffer,
  file: string,
  { kinds, apiVersion, expected }: ExpectedKind,
): ApiObject | { readonly fields: null; readonly problems: readonly Problem[] } {
  const { value, place, problems } = readYaml(bytes, file);
  if (problems.length > 0) return { fields: null, problems };
  if (!isFields(value)) {
    const what = value === undefined || value === null ? 'the file is empty' : 'the file holds no object';
    return { fields: null, problems: [invalid(file, {}, what, { expected })] };
  }
  const kind = textOf(value.kind) ?? '';
  if (!kinds.includes(kind)) {
    return { fields: null, problems: [invalid(file, place(['kind']), 'the file is of another kind', { expected })] };
  }
  if (!apiVersion.test(textOf(value.apiVersion) ?? '')) {
    const what = 'the file has another apiVersion, or none';
    return { fields: null, problems: [invalid(file, place(['apiVersion']), what, { expected })] };
  }
  return { fields: value, place, problems: [] };
}
