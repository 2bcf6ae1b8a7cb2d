import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv, type ErrorObject } from 'ajv';
import { expect } from 'vitest';
import type { Results } from '../../src/app/results.js';
import { failureSchemaFile, schemaFile } from '../../tools/schema-file.js';
import { projectRoot } from './source-files.js';

/** The id of a command, or `failure` for what every command prints when it fails. */
export type DocumentKind = keyof Results | 'failure';

/** The committed schema of a document. */
export function schemaOf(kind: DocumentKind): object {
  const file = kind === 'failure' ? failureSchemaFile : schemaFile(kind);
  return JSON.parse(readFileSync(path.join(projectRoot, file), 'utf8')) as object;
}

/** The same schema without its openness: a field that it does not declare is refused, so that none is forgotten. */
function closed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closed);
  if (typeof node !== 'object' || node === null) return node;
  const copy = Object.fromEntries(Object.entries(node).map(([key, value]) => [key, closed(value)]));
  const isObject = copy.type === 'object' && copy.properties !== undefined && copy.additionalProperties === undefined;
  return isObject ? { ...copy, additionalProperties: false } : copy;
}

/** What is wrong with a document of a kind; empty when nothing is. */
export function schemaErrors(kind: DocumentKind, document: unknown): readonly ErrorObject[] {
  const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(closed(schemaOf(kind)) as object);
  return validate(document) ? [] : (validate.errors ?? []);
}

/** Fails the test unless the document is exactly what the schema of its kind declares. */
export function expectValid(kind: DocumentKind, document: unknown): void {
  expect(schemaErrors(kind, document)).toEqual([]);
}
