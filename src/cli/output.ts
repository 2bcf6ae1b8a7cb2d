/** Data goes to stdout. */
export function writeData(text: string): void {
  process.stdout.write(text);
}

/** Everything that is not data goes to stderr. */
export function writeTalk(text: string): void {
  process.stderr.write(text);
}

/** The one JSON document of a run, with the version of its schema. */
export function writeJson(value: object): void {
  process.stdout.write(`${JSON.stringify({ schemaVersion: 1, ...value }, null, 2)}\n`);
}
