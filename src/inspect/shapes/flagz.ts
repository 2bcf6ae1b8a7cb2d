import { type KnownComponent, isKnownComponent } from '../../kernel/component.js';
import { problem } from '../../kernel/problem.js';
import { componentByFlags } from '../component-by-flags.js';
import type { PrintedFlag } from '../flag-log.js';
import { readFlagz } from '../flagz.js';
import { sourceOf } from './found.js';
import type { Reading, ShapeContext } from './shape.js';

interface Flagz {
  readonly component?: string;
  readonly flags: readonly PrintedFlag[];
}

const separators = [': ', ':', '=', ' '];

/**
 * The text form of /flagz. Its separator changes from answer to answer, so that nobody relies on it; within an answer
 * it is one, and no flag name has any of them in it (component-base/zpages/flagz).
 */
function readFlagzLines(text: string): Flagz {
  const flags: PrintedFlag[] = [];
  for (const [i, line] of text.split(/\r\n|\n|\r/).entries()) {
    const name = /^[a-z][A-Za-z0-9_.-]*/.exec(line)?.[0];
    const separator = separators.find((one) => line.startsWith(one, name?.length ?? 0));
    if (name === undefined || separator === undefined || line.endsWith(' flagz')) continue;
    flags.push({ name, value: line.slice(name.length + separator.length), line: i + 1 });
  }
  const component = /^\s*(\S+) flagz/.exec(text)?.[1];
  return { ...(component === undefined ? {} : { component }), flags };
}

function readFlagzJson(text: string): Flagz | null {
  const printed = readFlagz(text);
  if (printed === null) return null;
  const component = /"name"\s*:\s*"([a-z-]+)"/.exec(text)?.[1];
  const flags = [...printed].map(([name, value]) => ({ name, value }));
  return { ...(component === undefined ? {} : { component }), flags };
}

/** Reads an answer of /flagz that was saved: every flag of a running component, defaults included. */
export async function readFlagzText(text: string, context: ShapeContext): Promise<Reading> {
  const isJson = /^\s*\{/.test(text);
  const flagz = isJson ? readFlagzJson(text) : readFlagzLines(text);
  if (flagz === null) {
    const what = 'this is not an answer of /flagz, or not all of one';
    return { found: [], problems: [problem('input-invalid-yaml', { where: { file: context.label }, what })] };
  }
  const named = flagz.component ?? '';
  const component: KnownComponent | null = isKnownComponent(named)
    ? named
    : await componentByFlags(flagz.flags.map(({ name }) => name));
  if (component === null) return { found: [], problems: [] };
  const argv = { component, source: sourceOf('flagz', context), words: [], environment: [], printed: flagz.flags };
  return { found: [{ ...argv, truncated: false, problems: [] }], problems: [] };
}
