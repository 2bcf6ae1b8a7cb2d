import { readGoString } from '../../formats/go-string.js';
import type { ComponentArgv } from '../component-argv.js';
import { startOf } from '../start-of.js';
import { problem } from '../../kernel/problem.js';
import { withBlanks } from '../value-blanks.js';
import { versionOfImage } from '../version-text.js';
import { sourceOf } from './found.js';
import { readScript } from './script.js';
import type { Reading, ShapeContext } from './shape.js';

export const containerListHeader = /^CONTAINER ID {2,}IMAGE {2,}COMMAND/m;

/** The COMMAND of a row: Docker quotes it as Go does, podman puts it bare under its heading. */
function commandOf(row: string, header: string): { readonly text: string; readonly column: number } {
  const quote = row.indexOf('"');
  const quoted = quote === -1 ? null : readGoString(row, quote);
  if (quoted !== null) return { text: quoted.text, column: quote + 2 };
  const start = header.indexOf('COMMAND');
  return { text: row.slice(start, header.indexOf('CREATED')).trimEnd(), column: start + 1 };
}

function readRow(row: string, header: string, line: number, context: ShapeContext): readonly ComponentArgv[] {
  const { text, column } = commandOf(row, header);
  // Docker puts a word with blanks between single quotes.
  const words = [...text.matchAll(/(?<!\S)'([^']*)'(?!\S)|\S+/g)].map(({ 0: shown, 1: quoted, index }) => {
    const start = column + index;
    return quoted === undefined ? { text: shown, line, column: start } : { text: quoted, line, column: start + 1 };
  });
  const start = startOf(words, { listed: true });
  if (start === null) return [];
  const version =
    versionOfImage(start.component, row.slice(header.indexOf('IMAGE')).split(/\s/)[0] ?? '') ?? start.version;
  const last = start.words.at(-1);
  const cut = last !== undefined && /(?:…|\.\.\.)$/.test(last.text);
  const shown = withBlanks(start.words, context.lookup(start.component));
  const what = 'the command is cut off';
  const where = { file: context.label, line };
  return [
    {
      component: start.component,
      source: sourceOf('docker', context),
      // Which flag it is that is cut off in its name cannot be told.
      words: cut
        ? shown.flatMap((word, i) => {
            if (i !== shown.length - 1) return [word];
            return word.text.startsWith('-') && !word.text.includes('=') ? [] : [{ ...word, truncated: true }];
          })
        : shown,
      environment: start.environment,
      ...(version === undefined ? {} : { version, versionFrom: 'image' as const }),
      truncated: cut,
      problems: cut
        ? [problem('input-truncated', { severity: 'warning', where, what, fix: 'list with docker ps --no-trunc' })]
        : [],
    },
  ];
}

/** Reads `docker run …` as people write it down, and the list that `docker ps --no-trunc` or podman prints. */
export async function readDocker(text: string, context: ShapeContext): Promise<Reading> {
  if (!containerListHeader.test(text)) {
    const { found, problems } = await readScript(text, context);
    return { found: found.map((argv) => ({ ...argv, source: { ...argv.source, kind: 'docker' } })), problems };
  }
  const lines = text.split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) => containerListHeader.test(line));
  const found = lines.slice(at + 1).flatMap((row, i) => readRow(row, lines[at] ?? '', at + i + 2, context));
  return { found, problems: [] };
}
