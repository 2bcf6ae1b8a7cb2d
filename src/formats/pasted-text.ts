/** A text as a person meant it, and what was changed to get there. Lines stay lines. */
export interface PlainText {
  readonly text: string;
  /** Lines whose words may differ from what stands there, from 1, with how they were before. */
  readonly changed: ReadonlyMap<number, string>;
  /** How many typographic signs stood where a plain dash or quote was meant. */
  readonly signs: number;
  /** What stood before every line, in plain words. */
  readonly prefixes: readonly string[];
}

const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
const wideBlanks = /[\u00a0\u2000-\u200a\u202f\u3000]/g;
const odd = /[\u00ad\u00a0\u2000-\u2015\u2018-\u201f\u202f\u2060\u2212\u3000\ufeff]/;

/** Dashes that a word processor put in the place of two hyphens, or of one. */
function plainLine(line: string): string {
  return line
    .replace(invisible, '')
    .replace(wideBlanks, ' ')
    .replace(/[\u2018\u2019\u201a\u201b]/g, "'")
    .replace(/[\u201c-\u201f]/g, '"')
    .replace(/[\u2010\u2011]/g, '-')
    .replace(
      /(^|[\s"'=([])(?:[\u2012-\u2015\u2212]{1,2}|[\u2012-\u2015\u2212]-|-[\u2012-\u2015\u2212])(?=[A-Za-z])/g,
      '$1--',
    )
    .replace(/(?<=--[A-Za-z0-9\u2012-\u2015\u2212-]{1,100})[\u2012-\u2015\u2212](?=[a-z])/g, '-');
}

function share(lines: readonly string[], pattern: RegExp): number {
  const filled = lines.filter((line) => line.trim() !== '');
  return filled.length === 0 ? 0 : filled.filter((line) => pattern.test(line)).length / filled.length;
}

const quoted = /^(?:> ?){1,5}/;

/**
 * Without the marks of a quotation: where nearly every line has one, each loses its own; otherwise those lines that
 * stand together, as in an answer to a mail, or behind the prompt of a shell that waits for the rest of a command.
 */
function unquoted(lines: readonly string[]): readonly string[] {
  const isQuoted = lines.map((line) => quoted.test(line));
  const every = share(lines, quoted) > 0.9;
  return lines.map((line, i) => {
    const together = isQuoted[i - 1] === true || isQuoted[i + 1] === true;
    return isQuoted[i] === true && (every || together) ? line.replace(quoted, '') : line;
  });
}

const numbered = /^\s{0,8}(\d{1,7})(?:\t|[:|] ?|( {1,80})(?=\S)|\s*$)/;

/**
 * The lines without their numbers, when every line begins with one that is one more than that of the line before. Blanks
 * between number and text belong to the number as far as every line has them, and to the text beyond.
 */
function unnumbered(lines: readonly string[]): readonly string[] {
  const found = lines.filter((line) => line.trim() !== '').map((line) => numbered.exec(line));
  const numbers = found.map((match) => Number(match?.[1] ?? Number.NaN));
  if (numbers.length < 3 || !numbers.every((n, i) => i === 0 || n === (numbers[i - 1] ?? 0) + 1)) return lines;
  const gap = found.reduce((least, match) => Math.min(least, match?.[2]?.length ?? least), 2);
  return lines.map((line) => line.replace(numbered, (_, __, blanks?: string) => (blanks ?? '').slice(gap)));
}

/** A patch holds two files; the newer one is what is wanted. A comment, unlike an empty line, may stand anywhere. */
export function newerSide(line: string): string {
  if (/^(?:diff |index |@@ |--- |\+\+\+ |\\ No newline)/.test(line)) return '';
  if (line.startsWith('-')) return '#';
  return /^[+ ]/.test(line) ? line.slice(1) : line;
}

// `root@m1:~# `, `[root@m1 ~]# `, `sh-5.1$ `, `$ `. A sharp alone is a comment.
const prompt = /^(?:\[?[\w.-]{1,60}@[\w.-]{1,60}[^#$%\n]{0,80}\]?[#$%]|sh-\d[\d.]*[#$]|\$) +(?=\S)/;

const anyPrompt = new RegExp(prompt.source, 'm');

/** Whether there is anything to undo; most texts have nothing, and long ones are read faster then. */
function isTouched(text: string): boolean {
  const start = /\S/.exec(text)?.index ?? 0;
  const isMarked = /^\d/.test(text.slice(start, start + 1)) || text.includes('@@ -') || /^>/m.test(text);
  return isMarked || text.includes('\r') || odd.test(text) || anyPrompt.test(text);
}

/**
 * Takes off what mail, editors, patches and terminals put before lines, and reads typographic signs as the plain ones
 * that they replaced. For texts that were copied; a real file is left as it is.
 */
export function plainText(text: string): PlainText {
  if (!isTouched(text)) return { text, changed: new Map(), signs: 0, prefixes: [] };
  const before = text.split(/\r\n|\n|\r/);
  const prefixes: string[] = [];
  let lines: readonly string[] = before;
  const apply = (name: string, change: (all: readonly string[]) => readonly string[]): void => {
    const without = change(lines);
    if (without.every((line, i) => line === lines[i])) return;
    prefixes.push(name);
    lines = without;
  };
  if (lines.length > 1) apply('marks of a quotation', unquoted);
  if (/^@@ -\d+(?:,\d+)? \+\d/m.test(text)) apply('marks of a patch', (all) => all.map(newerSide));
  apply('line numbers', unnumbered);
  const changed = new Map<number, string>();
  let signs = 0;
  lines = lines.map((line, i) => {
    const command = line.replace(prompt, (found) => ' '.repeat(found.length));
    if (!odd.test(command)) return command;
    const plain = plainLine(command);
    if (plain !== command.replace(invisible, '').replace(wideBlanks, ' ')) signs++;
    if (plain !== command) changed.set(i + 1, command);
    return plain;
  });
  return { text: lines.join('\n'), changed, signs, prefixes };
}
