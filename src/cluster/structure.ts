import type { z } from 'zod';
import type { ParsedYaml, YamlPath } from '../formats/yaml.js';
import { nearest } from '../kernel/nearest.js';
import { type Problem, problem } from '../kernel/problem.js';
import { configSchema } from './config-schema.js';
import type { Draft } from './draft.js';
import { fieldName } from './field-name.js';
import { keysAt } from './schema-keys.js';

type Issue = z.core.$ZodIssue;

/** As many as anybody reads; a file with more is no config. */
const maxProblems = 50;

/** The value at a path; undefined when a part of the path is not there. */
function valueAt(value: unknown, path: YamlPath): unknown {
  return path.reduce<unknown>(
    (inner, segment) =>
      typeof inner === 'object' && inner !== null && Object.hasOwn(inner, segment)
        ? (inner as Record<string | number, unknown>)[segment]
        : undefined,
    value,
  );
}

/** What a value is, in words; texts are shown when they are short. */
function described(value: unknown, written: string | undefined): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') {
    if (value === '') return 'an empty text';
    return value.length > 60 ? `a text of ${value.length} characters` : `the text ${JSON.stringify(value)}`;
  }
  return `the ${typeof value} ${written ?? JSON.stringify(value)}`;
}

/** Versions and flag values are text; YAML has taken them for numbers or booleans because the quotes are missing. */
function quotesMissing(value: unknown, issue: Issue, written: string | undefined): string | undefined {
  if (issue.code !== 'invalid_type' || issue.expected !== 'string' || written === undefined) return undefined;
  return typeof value === 'number' || typeof value === 'boolean' ? `put it in quotes: "${written}"` : undefined;
}

/** A word that is nearly one of the allowed ones. */
function nearWord(value: unknown, issue: Issue): string | undefined {
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return undefined;
  const near = nearest(value, issue.values.map(String));
  return near === undefined ? undefined : `did you mean ${near}?`;
}

function unknownFields(yaml: ParsedYaml, path: YamlPath, keys: readonly string[]): readonly Problem[] {
  const known = keysAt(configSchema, path);
  return keys.slice(0, maxProblems).map((key) => {
    const near = nearest(key, known);
    const fix = near === undefined ? 'remove it, or check where it belongs' : `did you mean ${near}?`;
    return problem('config-unknown-field', {
      where: { ...yaml.locate([...path, key], 'key'), field: fieldName([...path, key]) },
      what: `there is no field called ${key} here`,
      expected: `one of ${known.join(', ')}`,
      fix,
    });
  });
}

function fieldProblem(yaml: ParsedYaml, path: YamlPath, issue: Issue): Problem {
  const value = valueAt(yaml.value, path);
  const expected = issue.message;
  const field = path.length === 0 ? {} : { field: fieldName(path) };
  if (value === undefined) {
    const name = String(path.at(-1) ?? 'the config');
    const where = { ...yaml.locate(path, 'key'), ...field };
    return problem('config-missing', { where, what: `${name} is missing`, expected });
  }
  const written = yaml.written(path);
  const fix = quotesMissing(value, issue, written) ?? nearWord(value, issue);
  const where = { ...yaml.locate(path, 'value'), ...field };
  if (path.at(-1) === 'version' && typeof value === 'number') {
    const what = `the version ${written ?? value} has no quotes, so YAML reads it as the number ${value}`;
    return problem('config-version-unquoted', { where, what, expected, fix: 'write the full version in quotes' });
  }
  const what = `this is ${described(value, written)}`;
  return problem('config-type', { where, what, expected, ...(fix === undefined ? {} : { fix }) });
}

/** A copy without the values at these paths. Entries of lists keep their index. */
function without(value: unknown, paths: readonly YamlPath[]): unknown {
  if (paths.some((path) => path.length === 0)) return undefined;
  if (typeof value !== 'object' || value === null || paths.length === 0) return value;
  const below = new Map<string | number, YamlPath[]>();
  for (const [first, ...rest] of paths) {
    if (first !== undefined) below.set(first, [...(below.get(first) ?? []), rest]);
  }
  const inner = (key: string | number, entry: unknown): unknown => without(entry, below.get(key) ?? []);
  if (Array.isArray(value)) return value.map((entry, index) => inner(index, entry));
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, inner(key, entry)]));
}

/** Checks the structure of a config: every issue as a problem, and what can still be checked by the rules. */
export function checkStructure(yaml: ParsedYaml): { readonly draft: Draft; readonly problems: readonly Problem[] } {
  const result = configSchema.safeParse(yaml.value);
  if (result.success) return { draft: result.data, problems: [] };
  const { issues } = result.error;
  const problems = issues.slice(0, maxProblems).flatMap((issue) => {
    const path = issue.path as YamlPath;
    if (issue.code === 'unrecognized_keys') return unknownFields(yaml, path, issue.keys);
    return [fieldProblem(yaml, path, issue)];
  });
  const faulty = issues.flatMap((issue) => {
    const path = issue.path as YamlPath;
    return issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  });
  // Every part that zod named is gone, so what is left has the right kinds.
  return { draft: without(yaml.value, faulty) ?? {}, problems };
}
