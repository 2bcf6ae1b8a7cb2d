import { kindsOf } from '../formats/static-pod.js';
import { type WrappedText, wrappedTexts } from '../formats/wrapped-text.js';
import type { ParsedYaml } from '../formats/yaml.js';
import type { Problem } from '../kernel/problem.js';
import type { ComponentArgv } from './component-argv.js';
import type { Reading, ShapeContext, WithinOptions } from './shapes/shape.js';

/** Texts of one document that are looked at. */
export const maxWrapped = 100;

type Shift = NonNullable<WrappedText['shift']>;

interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** A place in the inner text as one in the outer text; what stands in another file stays there. */
function moved<T extends Place>(place: T, label: string, { lines, columns }: Shift): T {
  if (place.line === undefined || (place.file !== undefined && place.file !== label)) return place;
  const column = place.column === undefined ? {} : { column: place.column + columns };
  return { ...place, line: place.line + lines, ...column };
}

function movedArgv(argv: ComponentArgv, label: string, shift: Shift): ComponentArgv {
  return {
    ...argv,
    words: argv.words.map((word) => moved(word, label, shift)),
    environment: argv.environment.map((variable) => moved(variable, label, shift)),
    ...(argv.printed === undefined ? {} : { printed: argv.printed.map((flag) => moved(flag, label, shift)) }),
    problems: movedProblems(argv.problems, label, shift),
  };
}

function movedProblems(problems: readonly Problem[], label: string, shift: Shift): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, where: moved(problem.where, label, shift) }));
}

/** Words without a file are words of the source; those of an encoded text are not. */
function named(argv: ComponentArgv, label: string): ComponentArgv {
  const words = argv.words.map((word) => ({ ...word, file: word.file ?? label }));
  return { ...argv, words, environment: argv.environment.map((one) => ({ ...one, file: one.file ?? label })) };
}

/** What is worth reading as a text of its own. */
const promising = /kube-|kubelet|etcd|hyperkube|apiserver|apiServer|extraArgs|write_files|"ignition"/;

/**
 * Reads a text that stands in another one. Places are those of the outer text where it stands there as it is; otherwise
 * they count in the inner text, which is then named by where it stands.
 */
export async function readWrapped(
  wrapped: WrappedText,
  context: ShapeContext,
  options: WithinOptions = {},
): Promise<Reading> {
  if (!promising.test(wrapped.text)) return { found: [], problems: [] };
  const { label, shift } = { label: context.label, shift: wrapped.shift };
  if (shift === null) {
    const inner = `${label} > ${options.label ?? wrapped.field}`;
    const { found, problems } = await context.within(wrapped.text, { ...options, label: inner });
    return { found: found.map((argv) => named(argv, inner)), problems };
  }
  const { found, problems } = await context.within(wrapped.text, { ...options, label });
  return {
    found: found.map((argv) => movedArgv(argv, label, shift)),
    problems: movedProblems(problems, label, shift),
  };
}

/** Reads several one after another. Of texts in which nothing is found, what is wrong with them is of no interest. */
export async function readAllWrapped(texts: readonly WrappedText[], context: ShapeContext): Promise<Reading> {
  const readings: Reading[] = [];
  for (const text of texts) readings.push(await readWrapped(text, context));
  const useful = readings.filter(({ found }) => found.length > 0);
  return { found: useful.flatMap(({ found }) => found), problems: useful.flatMap(({ problems }) => problems) };
}

/** The texts that ConfigMaps among the objects hold. */
export function readConfigMaps(
  documents: readonly ParsedYaml[],
  source: string,
  context: ShapeContext,
): Promise<Reading> {
  const withMaps = documents.filter(({ value }) => kindsOf(value).includes('ConfigMap'));
  return readAllWrapped(
    withMaps.flatMap((document) => wrappedTexts(document, source, maxWrapped)),
    context,
  );
}
