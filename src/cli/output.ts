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

/** Writes data that comes in many pieces, each once the reader has taken those before it. */
export type PieceWriter = (text: string) => Promise<void>;

/** Writes pieces to a stream, and nothing more once nobody reads it (`| head`). */
export function pieceWriter(stream: NodeJS.WritableStream): PieceWriter {
  let isRead = true;
  return async (text) => {
    if (!isRead) return;
    let taken = (): void => undefined;
    const whenTaken = new Promise<void>((resolve) => (taken = resolve));
    const hasRoom = stream.write(text, (error) => {
      isRead &&= error === null || error === undefined;
      taken();
    });
    if (!hasRoom) await whenTaken;
  };
}
