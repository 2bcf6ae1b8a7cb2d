import { readUnitSource, type UnitText } from '../from-unit.js';
import { unitTemplate } from '../unit-template.js';
import type { Reading, ShapeContext } from './shape.js';

interface Part {
  /** The path in the heading, where there is one. */
  readonly path?: string;
  readonly firstLine: number;
  readonly lines: string[];
}

// `systemctl cat` writes a comment with the path before each file; head and tail write an arrow.
const heading = /^(?:# |==> )(\/\S+\.(?:service|conf))(?: <==)?\s*$/;

/**
 * The unit files that stand one after the other in a text: with headings where `systemctl cat` or `head` wrote them,
 * otherwise at each `[Unit]` that follows upon a command.
 */
function partsOf(text: string): readonly Part[] {
  const parts: Part[] = [{ firstLine: 1, lines: [] }];
  let started = false;
  for (const [i, line] of text.split('\n').entries()) {
    const path = heading.exec(line)?.[1];
    if (path !== undefined || (started && /^\s*\[Unit\]\s*$/.test(line))) {
      parts.push({ ...(path === undefined ? {} : { path }), firstLine: i + 1, lines: [] });
      started = false;
    }
    if (/^[ \t]*ExecStart[ \t]*=[ \t]*\S/.test(line)) started = true;
    parts.at(-1)?.lines.push(line);
  }
  return parts.filter(({ lines }) => lines.some((line) => /^\s*[^\s#;]/.test(line)));
}

/** More than a host has of them. */
const maxParts = 200;

/** The file with as many empty lines before it as keep its line numbers those of the whole text. */
function textOf({ firstLine, lines }: Part): string {
  return '\n'.repeat(firstLine - 1) + lines.join('\n');
}

interface Unit {
  readonly main: Part;
  readonly dropIns: Part[];
}

/** Drop-ins belong to the unit before them; the folder names it. One whose unit is not there stands for itself. */
function unitsOf(parts: readonly Part[]): readonly Unit[] {
  const units: Unit[] = [];
  for (const part of parts) {
    const last = units.at(-1);
    const isDropIn = part.path?.endsWith('.conf') === true;
    if (isDropIn && last !== undefined) last.dropIns.push(part);
    else units.push({ main: part, dropIns: [] });
  }
  return units;
}

/**
 * Reads systemd units: one file, `systemctl cat` with its drop-ins, several units in one text, or a template that makes
 * such a text.
 */
export function readUnits(text: string, context: ShapeContext): Reading {
  const template = context.exact === true ? null : unitTemplate(text);
  if (template === null) return readParts(text, context);
  const { found, problems } = readParts(template.text, context);
  return { found: found.map(template.opened), problems };
}

function readParts(text: string, context: ShapeContext): Reading {
  const parts = partsOf(text).slice(0, maxParts);
  if (parts.length < 2) return readUnitSource(text, context, context);
  const readings = unitsOf(parts).map(({ main, dropIns }) => {
    const inside = dropIns.map((part): UnitText => ({ file: context.label, text: textOf(part) }));
    return readUnitSource(textOf(main), context, { ...context, dropIns: [...inside, ...(context.dropIns ?? [])] });
  });
  // Of many units some start what nobody asked about.
  const useful = readings.some(({ found }) => found.length > 0)
    ? readings.filter(({ found }) => found.length > 0)
    : readings;
  return { found: useful.flatMap(({ found }) => found), problems: useful.flatMap(({ problems }) => problems) };
}
