import type { PodContainer, PodVariable, PodWord } from './static-pod.js';

interface Row {
  readonly line: number;
  readonly indent: number;
  readonly text: string;
}

function rowsOf(text: string): readonly Row[] {
  return text.split(/\r\n|\n|\r/).map((row, i) => {
    const content = row.trimStart();
    return { line: i + 1, indent: row.length - content.length, text: content.trimEnd() };
  });
}

/** The rows that stand deeper than the one before them. */
function blockBelow(rows: readonly Row[], at: number): readonly Row[] {
  const indent = rows[at]?.indent ?? 0;
  let end = at + 1;
  while (end < rows.length && (rows[end]?.text === '' || (rows[end]?.indent ?? 0) > indent)) end++;
  return rows.slice(at + 1, end).filter(({ text }) => text !== '');
}

/** Fields of a block: those rows that stand least deep, each with what is below it. */
function fieldsOf(rows: readonly Row[]): ReadonlyMap<string, { readonly row: Row; readonly below: readonly Row[] }> {
  const fields = new Map<string, { readonly row: Row; readonly below: readonly Row[] }>();
  const indent = rows[0]?.indent ?? 0;
  for (const [i, row] of rows.entries()) {
    const name = row.indent === indent ? /^([^:]+):(?:\s|$)/.exec(row.text)?.[1] : undefined;
    if (name !== undefined && !fields.has(name)) fields.set(name, { row, below: blockBelow(rows, i) });
  }
  return fields;
}

const wordOf = (row: Row): PodWord => {
  return { text: row.text, line: row.line, column: row.indent + 1, notString: false };
};

/** kubectl prints an element that has several lines as several rows: what a shell is to run is put together again. */
function wordsOf(rows: readonly Row[]): readonly PodWord[] {
  const option = rows.findIndex(({ text }, i) => i > 0 && /^-[a-z]*c$/.test(text));
  if (option === -1 || !/(?:^|\/)(?:ba|da|a)?sh$/.test(rows[0]?.text ?? '')) return rows.map(wordOf);
  const script = rows.slice(option + 1);
  const [first] = script;
  if (first === undefined || script.length === 1) return rows.map(wordOf);
  const joined = script.map(({ text }) => text).join('\n');
  return [...rows.slice(0, option + 1).map(wordOf), { ...wordOf(first), text: joined }];
}

/** `NAME:  value`; what comes from elsewhere is printed as `<set to …>` or `(v1:status.podIP)`. */
function variableOf({ text }: Row): PodVariable[] {
  const match = /^([A-Za-z_][\w.-]*):(?:\s+(.*))?$/.exec(text);
  if (match === null) return [];
  const [, name = '', value = ''] = match;
  return [{ name, value: /^<set to .*>|^\(v\d\w*:.*\)$/.test(value) ? null : value }];
}

function containerOf(name: string, row: Row, rows: readonly Row[]): PodContainer {
  const fields = fieldsOf(rows);
  const value = (field: string): string =>
    fields
      .get(field)
      ?.row.text.slice(field.length + 1)
      .trim() ?? '';
  const command = fields.get('Command')?.below ?? [];
  const args = fields.get('Args')?.below ?? [];
  const from = fields.get('Environment Variables from')?.below ?? [];
  const image = value('Image');
  return {
    name,
    ...(image === '' ? {} : { image }),
    words: wordsOf([...command, ...args]),
    hasCommand: command.length > 0,
    env: (fields.get('Environment')?.below ?? []).flatMap(variableOf),
    moreEnv: from.length > 0,
    mounts: [],
    whole: true,
    where: { line: row.line, column: row.indent + 1 },
  };
}

/**
 * Reads the containers out of what `kubectl describe` prints of a pod, or of anything with a pod template. The output
 * has one row for each word of Command and Args and no marks of its own, so it is read by indentation.
 */
export function readDescribe(text: string): readonly PodContainer[] {
  const rows = rowsOf(text);
  const found: PodContainer[] = [];
  for (const [i, row] of rows.entries()) {
    if (row.text !== 'Containers:') continue;
    const block = blockBelow(rows, i);
    const indent = block[0]?.indent ?? 0;
    for (const [j, name] of block.entries()) {
      const isName = name.indent === indent && name.text.endsWith(':');
      if (isName) found.push(containerOf(name.text.slice(0, -1), name, blockBelow(block, j)));
    }
  }
  return found.length > 0 ? found : pieceOf(rows);
}

/** The container of which somebody copied no more than its fields, or only the command. */
function pieceOf(rows: readonly Row[]): readonly PodContainer[] {
  const at = rows.findIndex(({ text }) => text === 'Command:' || text === 'Args:');
  const row = rows[at];
  if (row === undefined) return [];
  const belongs = ({ text, indent }: Row): boolean => text === '' || indent >= row.indent;
  let first = at;
  while (first > 0 && belongs(rows[first - 1] ?? row)) first--;
  const end = rows.findIndex((other, i) => i > at && !belongs(other));
  const fields = rows.slice(first, end === -1 ? undefined : end).filter(({ text }) => text !== '');
  return [containerOf('', fields[0] ?? row, fields)];
}
