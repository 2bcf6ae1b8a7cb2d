import { csvRecord } from '../../catalog/csv-record.js';
import { decodeUtf8 } from '../../formats/utf8.js';
import type { Problem } from '../../kernel/problem.js';
import { fieldsOf } from './api-object.js';
import { invalid, type ParseCompanion } from './parsed.js';

interface Line {
  readonly text: string;
  readonly line: number;
}

/** The lines of a text that say something. */
function linesOf(bytes: Buffer): readonly Line[] | null {
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) return null;
  return decoded.text
    .split(/\r\n|\n|\r/)
    .map((text, i) => ({ text: text.trim(), line: i + 1 }))
    .filter(({ text }) => text !== '' && !text.startsWith('#'));
}

const notText = (file: string) => ({ problems: [invalid(file, {}, 'the file is not UTF-8 text')] });
const maxProblems = 20;

/** A policy for everybody: of every user or every group. Both the bare form and the one with a spec are read. */
function isForEverybody(value: unknown): boolean {
  const fields = fieldsOf(value);
  const { user, group } = 'spec' in fields ? fieldsOf(fields.spec) : fields;
  return user === '*' || group === '*';
}

/** Reads an ABAC policy: one JSON object a line. */
export const readAbacPolicy: ParseCompanion = (bytes, file) => {
  const lines = linesOf(bytes);
  if (lines === null) return notText(file);
  const problems: Problem[] = [];
  let wildcards = 0;
  for (const { text, line } of lines) {
    try {
      if (isForEverybody(JSON.parse(text))) wildcards++;
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      problems.push(invalid(file, { line }, 'this line is not JSON', { expected: 'one policy object on each line' }));
    }
  }
  return { facts: { kind: 'abac-policy', lines: lines.length, wildcards }, problems: problems.slice(0, maxProblems) };
};

/**
 * Reads a table of static tokens or passwords: how many rows it has. A row with fewer than three columns keeps the
 * apiserver from starting.
 */
export const readCredentialsTable: ParseCompanion = (bytes, file) => {
  const lines = linesOf(bytes);
  if (lines === null) return notText(file);
  const problems = lines.flatMap(({ text, line }) => {
    const columns = csvRecord(text);
    if (columns === null) return [invalid(file, { line }, 'the quotes of this row are not closed')];
    if (columns.length >= 3) return [];
    const expected = 'the credential, the user name, the user id and, if wanted, groups';
    return [invalid(file, { line }, `this row has ${columns.length} of at least three columns`, { expected })];
  });
  return { facts: { kind: 'credentials-table', rows: lines.length }, problems: problems.slice(0, maxProblems) };
};
