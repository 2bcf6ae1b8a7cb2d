/**
 * The first record of a comma-separated text as Go's encoding/csv reads it, the way pflag splits a stringSlice: fields
 * may be quoted, `""` inside quotes is a quote, a quote anywhere else is an error. Null when it is malformed; an empty
 * text has no fields.
 */
export function csvRecord(text: string): readonly string[] | null {
  if (text === '') return [];
  const record = text.replaceAll('\r\n', '\n').replace(/\r$/, '').replace(/^\n+/, '');
  if (record === '') return null;
  const fields: string[] = [];
  let at = 0;
  while (true) {
    const field = record[at] === '"' ? quoted(record, at) : plain(record, at);
    if (field === null) return null;
    fields.push(field.text);
    if (record[field.end] !== ',') return fields;
    at = field.end + 1;
  }
}

interface Field {
  readonly text: string;
  /** Index of the comma or line end after it. */
  readonly end: number;
}

function plain(record: string, start: number): Field | null {
  const end = start + (/[,\n]|$/.exec(record.slice(start))?.index ?? 0);
  const text = record.slice(start, end);
  return text.includes('"') ? null : { text, end };
}

function quoted(record: string, start: number): Field | null {
  const match = /^"((?:[^"]|"")*)"(?=[,\n]|$)/.exec(record.slice(start));
  if (match === null) return null;
  return { text: (match[1] ?? '').replaceAll('""', '"'), end: start + match[0].length };
}
