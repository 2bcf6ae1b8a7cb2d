import type { ArgvWord } from './argv.js';

/** What a template makes of a line. */
export interface TemplateLine {
  /** Conditions and loops around it, and the innermost of them. */
  readonly depth: number;
  readonly tag?: string;
  /** Something of unknown length stands here. */
  readonly open: boolean;
}

/** A text in which what a template engine replaces has been put out of the way, line by line and column by column. */
export interface TemplateText {
  readonly text: string;
  /** The word as it is written, with what stands in it for something unknown. */
  readonly restored: (word: ArgvWord) => ArgvWord;
  /** The innermost condition or loop that a line stands in, and how many there are. */
  readonly conditionAt: (line: number) => TemplateLine;
  /** Whether lines that are not in the text may come in between two lines (of which the last may be followed by such). */
  readonly opensBetween: (from: number, to: number) => boolean;
}

interface Tag {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How tags of Go templates and Jinja, of Jinja statements and comments, of ERB and of Terraform begin and end. */
const marks: readonly (readonly [open: string, close: string])[] = [
  ['{{', '}}'],
  ['{%', '%}'],
  ['{#', '#}'],
  ['<%', '%>'],
  ['%{', '}'],
];

/** What no tag is longer than. */
const maxTag = 2000;

function tagsOf(text: string): readonly Tag[] {
  const tags: Tag[] = [];
  for (const [open, close] of marks) {
    let end = -1;
    for (let start = text.indexOf(open); start !== -1; start = text.indexOf(open, start)) {
      if (end < start + open.length) end = text.indexOf(close, start + open.length);
      if (end === -1) break;
      const after = end + close.length;
      if (after - start <= maxTag) tags.push({ start, end: after, text: text.slice(start, after) });
      start = after - start <= maxTag ? after : start + open.length;
    }
  }
  return outermost(tags.sort((a, b) => a.start - b.start));
}

/** A tag that begins inside another one is part of its text. */
function outermost(tags: readonly Tag[]): readonly Tag[] {
  let end = 0;
  return tags.filter((tag) => {
    if (tag.start < end) return false;
    end = tag.end;
    return true;
  });
}

const opens = /^(?:\{\{-?|\{%[-+]?|<%-?|%\{~?)\s*(if|unless|with|range|for|define|block|case)\b/;
const closes = /^(?:\{\{-?|\{%[-+]?|<%-?|%\{~?)\s*(?:end|\})/;
const turns = /^(?:\{\{-?|\{%[-+]?|<%-?|%\{~?)\s*(?:else|elif|elsif|when)\b/;
const silent = /^(?:\{\{-?\s*(?:\/\*|\$?[\w.]+\s*:?=)|\{#|\{%[-+]?\s*(?:set|import|from|macro)\b)/;

// A tag inside a line becomes as many characters of the private use area: YAML and shells take them for letters.
const [first, high, low, fill] = [0xe000, 0xe400, 0xe800, 0xe001];
const placeholder = /\ue000([\ue400-\ue7ff])([\ue800-\uebff])\ue001*/g;

function standIn(index: number, length: number): string {
  const head = String.fromCharCode(first, high + Math.floor(index / 1024), low + (index % 1024));
  return head + String.fromCharCode(fill).repeat(length - head.length);
}

/**
 * Takes the tags out of a template so that what is left can be read as YAML: a line of tags alone becomes blank, a tag
 * within a line a word of the same length. What the tags stand for is not known, so nothing is guessed of it.
 */
export function withoutTags(text: string): TemplateText {
  const tags = tagsOf(text);
  const parts: string[] = [];
  const lines: TemplateLine[] = [];
  const enclosing: string[] = [];
  let at = 0;
  let next = 0;
  for (const row of text.split('\n')) {
    const end = at + row.length;
    const here: TagInRow[] = [];
    while ((tags[next]?.start ?? Infinity) < at && (tags[next]?.end ?? 0) <= at) next++;
    for (let i = next; i < tags.length; i++) {
      const tag = tags[i];
      if (tag === undefined || tag.start >= end) break;
      here.push({ tag, index: i });
    }
    const rest = withoutTagsIn(row, at, here, blanks);
    const alone = here.length > 0 && rest.trim() === '';
    let open = false;
    for (const { tag } of alone ? here : []) {
      if (tag.start < at) continue;
      if (closes.test(tag.text)) enclosing.pop();
      else if (opens.test(tag.text)) enclosing.push(tag.text);
      else if (!turns.test(tag.text) && !silent.test(tag.text)) open = true;
    }
    const tag = enclosing.at(-1);
    lines.push({ depth: enclosing.length, open, ...(tag === undefined ? {} : { tag }) });
    parts.push(alone ? rest : withoutTagsIn(row, at, here, standInFor));
    at = end + 1;
    while ((tags[next]?.end ?? Infinity) <= at) next++;
  }
  const cleaned = parts.join('\n');
  const rows = parts;
  return {
    text: cleaned,
    restored: (word) => restored(word, tags),
    conditionAt: (line) => lines[line - 1] ?? { depth: 0, open: false },
    opensBetween: (from, to) => {
      let last = to;
      while (last < rows.length && (rows[last] ?? '').trim() === '') last++;
      return lines.slice(from - 1, last).some(({ open }) => open);
    },
  };
}

interface TagInRow {
  readonly tag: Tag;
  readonly index: number;
}

/** The row with every tag in it replaced by something of the same length. */
function withoutTagsIn(
  row: string,
  at: number,
  here: readonly TagInRow[],
  replacement: (tag: TagInRow, length: number) => string,
): string {
  const parts: string[] = [];
  let done = 0;
  for (const found of here) {
    const from = Math.max(found.tag.start - at, 0);
    const to = Math.min(found.tag.end - at, row.length);
    parts.push(row.slice(done, from), replacement(found, to - from));
    done = to;
  }
  return parts.join('') + row.slice(done);
}

const blanks = (_: TagInRow, length: number): string => ' '.repeat(length);

/** Tags that go over several lines, and those after the first million, become blanks. */
function standInFor({ tag, index }: TagInRow, length: number): string {
  return tag.end - tag.start === length && index < 1024 * 1024 ? standIn(index, length) : ' '.repeat(length);
}

function restored(word: ArgvWord, tags: readonly Tag[]): ArgvWord {
  if (!word.text.includes('\ue000')) return word;
  const references: string[] = [];
  const at = word.text.indexOf('\ue000');
  const text = word.text.replace(placeholder, (whole, a: string, b: string) => {
    const tag = tags[(a.charCodeAt(0) - high) * 1024 + b.charCodeAt(0) - low];
    if (tag === undefined) return whole;
    references.push(tag.text);
    return tag.text;
  });
  if (references.length === 0) return word;
  const equals = word.text.indexOf('=');
  // With its name unknown a word may be any flag.
  const nameless = word.text.startsWith('-') && (equals === -1 || at < equals);
  return { ...word, text, unresolved: [...(word.unresolved ?? []), ...(nameless ? [text] : references)] };
}
