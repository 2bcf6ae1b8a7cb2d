import { readdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Config, createGenerator, type Schema } from 'ts-json-schema-generator';
import { problemCatalogue } from '../src/kernel/catalogue/index.js';
import { failureSchemaFile, schemaFile } from './schema-file.js';

type Definitions = Readonly<Record<string, Schema>>;

/** Objects stay open: later versions add fields, and a reader that validates must not break on them. */
const options: Config = { expose: 'export', topRef: false, additionalProperties: true, sortProps: true };

const reference = /^#\/definitions\/(.+)$/;

/** Names of the definitions that a schema needs, also indirectly. */
function needed(node: unknown, definitions: Definitions, found = new Set<string>()): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null) return found;
  for (const [key, value] of Object.entries(node)) {
    const name = key === '$ref' && typeof value === 'string' ? reference.exec(value)?.[1] : undefined;
    if (name === undefined) needed(value, definitions, found);
    else if (!found.has(name)) needed(definitions[name], definitions, found.add(name));
  }
  return found;
}

/** The schema of a whole document: that of a value with `schemaVersion` before its fields. */
function withVersion(node: Schema, definitions: Definitions): Schema {
  const name = reference.exec(node.$ref ?? '')?.[1];
  if (name !== undefined) return withVersion(definitions[name] ?? {}, definitions);
  if (node.anyOf !== undefined) {
    return { anyOf: node.anyOf.map((one) => (typeof one === 'object' ? withVersion(one, definitions) : one)) };
  }
  if (node.type !== 'object') throw new TypeError(`a result is no object: ${JSON.stringify(node)}`);
  const { description, properties, required = [], ...rest } = node;
  return {
    ...(description === undefined ? {} : { description }),
    ...rest,
    properties: { schemaVersion: { type: 'number', const: 1 }, ...properties },
    required: ['schemaVersion', ...required],
  };
}

function documentSchema(title: string, node: Schema, definitions: Definitions): string {
  const document = withVersion(node, definitions);
  const names = [...needed(document, definitions)].sort();
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title,
    ...document,
    definitions: Object.fromEntries(names.map((name) => [name, definitions[name]])),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** A problem of a later version may have a code that is not known yet. */
const anyCode: Schema = {
  type: 'string',
  description: 'What kind of problem it is; docs/errors.md lists them, and later versions may add some.',
  examples: Object.keys(problemCatalogue).sort(),
};

/** The JSON Schema of every result and of failures, from the types in src/app/results.ts, by file below the root. */
export function resultSchemas(root: string): ReadonlyMap<string, string> {
  const types = createGenerator({
    ...options,
    path: path.join(root, 'src/app/results.ts'),
    tsconfig: path.join(root, 'tsconfig.json'),
    // The compiler has its own step; without it this is much quicker.
    skipTypeCheck: true,
  });
  const definitionsOf = (schema: Schema): Definitions => {
    const definitions: Definitions = { ...(schema.definitions as Definitions), ProblemCode: anyCode };
    return definitions;
  };
  const results = types.createSchema('Results');
  const failure = types.createSchema('Failure');
  const schemas = Object.entries(results.properties ?? {}).map(([id, node]): [string, string] => {
    const title = `hardway ${id.replaceAll(':', ' ')} --json`;
    return [schemaFile(id), documentSchema(title, node as Schema, definitionsOf(results))];
  });
  const title = 'any hardway command --json that fails';
  return new Map([...schemas, [failureSchemaFile, documentSchema(title, failure, definitionsOf(failure))]]);
}

/** Writes the schemas of results, and removes those of commands that are gone. */
export async function main(_args: readonly string[], root: string): Promise<void> {
  const schemas = resultSchemas(root);
  for (const name of await readdir(path.join(root, 'schemas'))) {
    const file = `schemas/${name}`;
    if (file !== 'schemas/cluster.schema.json' && !schemas.has(file)) await rm(path.join(root, file));
  }
  for (const [file, text] of schemas) await writeFile(path.join(root, file), text);
}
