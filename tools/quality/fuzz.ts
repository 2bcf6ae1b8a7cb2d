import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { loadFlagCatalog } from '../../src/catalog/load.js';
import { inspectText } from '../../src/inspect/inspect-text.js';
import { HardwayError } from '../../src/kernel/problem.js';
import { type TextKind, textKinds } from '../../src/kernel/source-kinds.js';

/** What a run of random texts came to. */
export interface FuzzRun {
  readonly seed: number;
  readonly texts: number;
  readonly seconds: number;
  readonly slowestMs: number;
  /** Texts in which a component was found. */
  readonly found: number;
  /** What must never happen, with the text that did it. */
  readonly failures: readonly { readonly what: string; readonly text: string }[];
}

/** A small generator of numbers (mulberry32), so that a seed repeats a run. */
function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const pieces = [
  '\0', '\\', '\\\n', '"', "'", '$', '${', '}', '$(', ')', '%', '`', '\r', '\n\n', '\t', ': ', '- ', '--', '=', ',', '[', ']', '{', '|', '>-', '&a', '*a',
  '#', ';', '<<EOF\n', 'EOF\n', 'ExecStart=', '[Service]\n', 'FLAG: --', 'kube-apiserver ', 'etcd ', '--v=2', '\u001b[31m', '\u202e', '\u00a0', '\u2013', '…', '\ud800', '---\n',
]; // prettier-ignore

/** The fixtures of the readers: texts to begin with. */
function seeds(root: string): readonly string[] {
  const folder = path.join(root, 'test/fixtures/inspect');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
}

function mutated(text: string, others: readonly string[], next: () => number): string {
  const at = Math.floor(next() * (text.length + 1));
  const length = Math.floor(next() ** 3 * (text.length - at + 1));
  const other = others[Math.floor(next() * others.length)] ?? '';
  switch (Math.floor(next() * 6)) {
    case 0:
      return text.slice(0, at) + (pieces[Math.floor(next() * pieces.length)] ?? '') + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length);
    case 3:
      return text.slice(0, at) + other.slice(Math.floor(next() * other.length)).slice(0, 400) + text.slice(at);
    case 4:
      return text.slice(0, at);
    default:
      return text.slice(0, at) + String.fromCharCode(Math.floor(next() * 256)) + text.slice(at + 1);
  }
}

async function outcome(text: string, as: TextKind | undefined): Promise<{ found: boolean; failure?: string }> {
  try {
    const options = { source: '<stdin>', catalogs: loadFlagCatalog, ...(as === undefined ? {} : { as }) };
    const inspection = await inspectText(text, options);
    JSON.stringify(inspection);
    const unplaced = inspection.components
      .flatMap(({ flags }) => Object.values(flags))
      .find(({ origin, provenance }) => origin === 'set' && provenance.length === 0);
    if (unplaced !== undefined) return { found: true, failure: `--${unplaced.name} is set nowhere` };
    const silent = inspection.components.length === 0 && inspection.problems.length === 0;
    return {
      found: inspection.components.length > 0,
      ...(silent ? { failure: 'nothing found and nothing said' } : {}),
    };
  } catch (error) {
    if (error instanceof HardwayError) return { found: false };
    return { found: false, failure: String(error instanceof Error ? error.stack : error) };
  }
}

/** Reads mutated fixtures for so many seconds, as the kind they look like and as any other. */
export async function fuzz(root: string, seconds: number, seed: number): Promise<FuzzRun> {
  const next = random(seed);
  const begin = seeds(root);
  const failures: { what: string; text: string }[] = [];
  const started = performance.now();
  let [texts, found, slowestMs] = [0, 0, 0];
  while (performance.now() - started < seconds * 1000 && failures.length < 10) {
    let text = begin[Math.floor(next() * begin.length)] ?? '';
    for (let changes = Math.ceil(next() * 6); changes > 0; changes--) text = mutated(text, begin, next);
    const as = next() < 0.5 ? undefined : textKinds[Math.floor(next() * textKinds.length)];
    const before = performance.now();
    const { found: some, failure } = await outcome(text, as);
    slowestMs = Math.max(slowestMs, performance.now() - before);
    texts++;
    if (some) found++;
    if (failure !== undefined) failures.push({ what: failure, text });
  }
  return { seed, texts, seconds: Math.round((performance.now() - started) / 1000), slowestMs, found, failures };
}
