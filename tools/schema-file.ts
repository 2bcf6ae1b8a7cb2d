/** Where the JSON Schema of what a command prints under `--json` lies, below the root of the project. */
export function schemaFile(commandId: string): string {
  return `schemas/${commandId.replaceAll(':', '-')}.schema.json`;
}

/** The same for what every command prints when it fails. */
export const failureSchemaFile = 'schemas/problems.schema.json';
