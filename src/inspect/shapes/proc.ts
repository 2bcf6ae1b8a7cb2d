import type { ArgvWord } from '../../formats/argv.js';
import type { IsFlagName } from '../../formats/rejoin.js';
import { programOf } from '../component-argv.js';
import { splitCmdline } from '../from-proc.js';
import { type Start, startOf } from '../start-of.js';
import { withoutWaiting } from '../waiting.js';
import { sourceOf } from './found.js';
import { writtenNul } from './marks.js';
import type { Reading, ShapeContext } from './shape.js';

// What `grep -a` over several such files puts before each line.
const fileName = /^\/proc\/\d{1,10}\/cmdline:\s?/;

/** One command line after the other: when several files are put together, nothing stands between them. */
function processesIn(words: readonly ArgvWord[]): readonly (readonly ArgvWord[])[] {
  const starts = [0];
  for (let i = 1; i < words.length; i++) {
    const program = programOf(words.slice(i, i + 2));
    // A value in a word of its own may be the name of a program, but hardly its path.
    const isValue = /^--[^=]+$/.test(words[i - 1]?.text ?? '') && !(words[i]?.text ?? '').startsWith('/');
    const isName = starts.at(-1) === i - 1 && /(?:^|\/)hyperkube$/.test(words[i - 1]?.text ?? '');
    if (program !== null && !isValue && !isName) starts.push(i);
  }
  return starts.map((start, i) => words.slice(start, starts[i + 1] ?? words.length));
}

/** Lines of a terminal or an editor: one that does not begin with a program goes on where the one before it ends. */
function linesOf(text: string): readonly ArgvWord[][] {
  const lines: { text: string; line: number; joined: boolean }[] = [];
  for (const [i, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.replace(fileName, '');
    if (!writtenNul.test(line) && lines.length === 0) continue;
    const begins = programOf(splitCmdline(line.replaceAll(writtenNulEverywhere, '\0')).map((word) => ({ text: word })));
    const last = lines.at(-1);
    if (begins !== null || last === undefined) lines.push({ text: line, line: i + 1, joined: false });
    else lines.splice(-1, 1, { ...last, text: last.text + line, joined: true });
  }
  return lines.map(({ text: whole, line, joined }) =>
    splitCmdline(whole.replaceAll(writtenNulEverywhere, '\0')).map((word) => {
      return { text: word, line, ...(joined ? { reconstructed: true } : {}) };
    }),
  );
}

const writtenNulEverywhere = new RegExp(writtenNul.source, 'g');

/** A terminal shows NUL as nothing at all: words stick together, and only the names of flags tell where one begins. */
function stuckTogether(line: string, number: number, isFlagName: IsFlagName): readonly ArgvWord[] {
  const cuts = [...line.matchAll(/--([a-z][a-z0-9-]*?)(?==|--|$)/g)].filter((match) => isFlagName(match[1] ?? ''));
  const starts = [0, ...cuts.map(({ index }) => index)];
  return starts.map((start, i) => ({
    text: line.slice(start, starts[i + 1] ?? line.length).trim(),
    line: number,
    reconstructed: true,
  }));
}

function wordsIn(text: string, context: ShapeContext): readonly (readonly ArgvWord[])[] {
  if (text.includes('\0')) {
    // A line end after a NUL comes from `echo` between two files.
    return text
      .replace(/^\/proc\/\d{1,10}\/cmdline:\s?/gm, '')
      .split(/\0\r?\n/)
      .map((part) => splitCmdline(part).map((word) => ({ text: word })));
  }
  if (writtenNul.test(text)) return linesOf(text);
  return text
    .split(/\r\n|\n|\r/)
    .map((line, i) => stuckTogether(line.replace(fileName, '').trim(), i + 1, context.isFlagName));
}

/**
 * Reads /proc/PID/cmdline: as it is, one file or several; as an editor shows it (`^@`, `\0`); and as a terminal shows
 * it, with nothing between the words.
 */
export function readProcText(text: string, context: ShapeContext): Reading {
  const starts = wordsIn(text, context)
    .flatMap(processesIn)
    .map((words) => startOf(words))
    .filter((start): start is Start => start !== null)
    .map((start) => ({ start }));
  const found = withoutWaiting(starts).map(({ start: { component, words, environment, version, versionFrom } }) => ({
    component,
    source: sourceOf('proc', context),
    words,
    environment,
    ...(version === undefined ? {} : { version }),
    ...(versionFrom === undefined ? {} : { versionFrom }),
    truncated: false,
    problems: [],
  }));
  return { found, problems: [] };
}
