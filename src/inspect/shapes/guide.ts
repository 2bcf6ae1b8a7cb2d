import { newerSide } from '../../formats/pasted-text.js';
import { fileHeading, shownFile } from './marks.js';
import type { Reading, ShapeContext } from './shape.js';
import { readFiles, type WrittenFile } from './written-files.js';

const hasBlocks = /^[ \t>]{0,12}(?:`{3}|~{3})/m;
const fence = /^[ \t>]{0,12}(`{3,}|~{3,})[ \t]*([^`]*)$/;

// A path that the text before a block names.
const namedPath = /(?:^|[\s`'"(>])(\/(?:etc|usr|opt|var|lib|run)\/[\w./@-]{1,200}[\w-])/g;
function pathBefore(lines: readonly string[], at: number): string | undefined {
  for (let i = at - 1; i >= Math.max(0, at - 3); i--) {
    const line = lines[i] ?? '';
    if (line.trim() === '') continue;
    const [last] = [...line.slice(0, 2000).matchAll(namedPath)].slice(-1);
    return last?.[1];
  }
  return undefined;
}

/** The blocks of code of a Markdown page, each with the file that it seems to show. */
function blocksOf(text: string): readonly WrittenFile[] {
  const lines = text.split(/\r\n|\n|\r/);
  const blocks: WrittenFile[] = [];
  let open: { readonly mark: string; readonly at: number; readonly isPatch: boolean } | null = null;
  const close = (at: number, end: number, isPatch: boolean): void => {
    const body = lines.slice(at + 1, end).map((line) => (isPatch ? newerSide(line) : line));
    const shown = shownFile.exec(body[0] ?? '')?.[1];
    const path = shown ?? pathBefore(lines, at);
    const skipped = shown === undefined ? 0 : 1;
    blocks.push({
      text: body.slice(skipped).join('\n'),
      firstLine: at + 2 + skipped,
      ...(path === undefined ? {} : { path }),
    });
  };
  for (const [i, line] of lines.entries()) {
    const [, mark, language = ''] = fence.exec(line) ?? [];
    if (mark === undefined) continue;
    if (open === null) open = { mark, at: i, isPatch: /^(?:diff|patch)\b/.test(language) };
    else if (mark.startsWith(open.mark)) {
      close(open.at, i, open.isPatch);
      open = null;
    }
  }
  if (open !== null) close(open.at, lines.length, open.isPatch);
  return blocks;
}

/** The files that `head -n 100 FILE…` printed one after the other, or a person with one command for each. */
function filesOf(text: string): readonly WrittenFile[] {
  const files: { path: string; firstLine: number; lines: string[] }[] = [];
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const path = (fileHeading.exec(line) ?? shownFile.exec(line))?.[1];
    if (path === undefined) files.at(-1)?.lines.push(line);
    else files.push({ path, firstLine: i + 2, lines: [] });
  }
  return files.map(({ path, firstLine, lines }) => ({ path, firstLine, text: lines.join('\n') }));
}

/**
 * Reads a page with blocks of code: every block as what it looks like, a unit together with the files of variables that
 * the page shows for it.
 */
export async function readGuide(text: string, context: ShapeContext): Promise<Reading> {
  const isPage = hasBlocks.test(text) && !fileHeading.test(text);
  const { found, problems } = await readFiles(isPage ? blocksOf(text) : filesOf(text), context);
  const lineOf = (i: number): number => found[i]?.words[0]?.line ?? Number.POSITIVE_INFINITY;
  const order = found.map((argv, i) => ({ argv, line: lineOf(i) })).sort((a, b) => a.line - b.line);
  return { found: order.map(({ argv }) => argv), problems };
}
