import type { ExitCode } from '../kernel/exit-codes.js';
import type { Problem } from '../kernel/problem.js';
import { type PieceWriter, writeTalk } from './output.js';
import { problemsOf } from './present-error.js';
import { problemsView } from '../ui/views/problems.js';

/** The keys of a result under which there are lists. */
export type ListKey<T> = { [K in keyof T]-?: T[K] extends readonly unknown[] ? K : never }[keyof T] & string;

/** Some elements of the list, as they came. */
export interface Part<Elements> {
  readonly elements: Elements;
  /** The same as text. */
  readonly text: () => string;
  /** Shown on stderr in text mode; under `--json` they are put into `problems`, after all elements. */
  readonly warnings: readonly Problem[];
}

/** What is known only when all elements have been seen. */
export interface Rest<Value> {
  readonly value: Value;
  readonly text: () => string;
  readonly exitCode: ExitCode;
}

/**
 * A result whose list is printed as it comes, because the whole of it may be larger than memory should be: nothing is
 * kept of a part that has been printed. Under `--json` it is one document all the same.
 */
export interface PartsOutcome<T extends { readonly problems: readonly Problem[] }, K extends ListKey<T>> {
  /** The key of the list; it is the first of the document, `problems` the second. */
  readonly list: K;
  readonly parts: AsyncGenerator<Part<T[K]>, Rest<Omit<T, K | 'problems'>>>;
}

/** A value as `JSON.stringify` would write it at that depth of a document. */
function jsonAt(depth: 1 | 2, value: unknown): string {
  const text = JSON.stringify(depth === 1 ? [value] : [[value]], null, 2);
  // Without the brackets around it: indenting the lines of a value afterwards costs more than to write it.
  return depth === 1
    ? text.slice('[\n  '.length, -'\n]'.length)
    : text.slice('[\n  [\n    '.length, -'\n  ]\n]'.length);
}

/** Elements of a list that is written piece by piece. */
function listItems(elements: readonly string[], isFirst: boolean): string {
  return elements.map((element, i) => `${isFirst && i === 0 ? '' : ','}\n    ${element}`).join('');
}

const listEnd = (isEmpty: boolean): string => (isEmpty ? ']' : '\n  ]');

/** The same, whatever the result. */
export interface AnyParts {
  readonly list: string;
  readonly parts: AsyncGenerator<Part<readonly unknown[]>, Rest<object>>;
}

/** Prints the parts as text: each as soon as it is there, with an empty line between them. */
async function printText({ parts }: AnyParts, write: PieceWriter): Promise<number> {
  let between = '';
  const show = async (text: string): Promise<void> => {
    if (text === '') return;
    await write(between + text);
    between = '\n';
  };
  for (let next = await parts.next(); ; next = await parts.next()) {
    if (next.done === true) {
      await show(next.value.text());
      return next.value.exitCode;
    }
    const { text, warnings } = next.value;
    if (warnings.length > 0) writeTalk(problemsView(warnings));
    await show(text());
  }
}

/** Prints the parts as one JSON document. When it fails on the way, the document ends with the reason in `problems`. */
async function printJson({ list, parts }: AnyParts, write: PieceWriter): Promise<number> {
  // As text, for a problem shows a line of its source, and would keep the whole of it.
  const problems: string[] = [];
  const remember = (more: readonly Problem[]): void => {
    problems.push(...more.map((problem) => jsonAt(2, problem)));
  };
  let [isBegun, isEmpty] = [false, true];
  const begin = (): string => {
    const start = isBegun ? '' : `{\n  "schemaVersion": 1,\n  ${JSON.stringify(list)}: [`;
    isBegun = true;
    return start;
  };
  const end = (rest: object): string => {
    const ofProblems = listItems(problems, true) + listEnd(problems.length === 0);
    const fields = Object.entries(rest).map(([key, value]) => `,\n  ${JSON.stringify(key)}: ${jsonAt(1, value)}`);
    return `${begin()}${listEnd(isEmpty)},\n  "problems": [${ofProblems}${fields.join('')}\n}\n`;
  };
  try {
    for (let next = await parts.next(); ; next = await parts.next()) {
      if (next.done === true) {
        await write(end(next.value.value));
        return next.value.exitCode;
      }
      const { elements, warnings } = next.value;
      remember(warnings);
      for (const element of elements) {
        await write(begin() + listItems([jsonAt(2, element)], isEmpty));
        isEmpty = false;
      }
    }
  } catch (error) {
    const failure = isBegun || problems.length > 0 ? problemsOf(error) : null;
    if (failure === null) throw error;
    remember(failure.problems);
    await write(end({}));
    return failure.exitCode;
  }
}

/** Prints a result part by part and gives the exit code. */
export function printParts(
  outcome: AnyParts,
  { json, write }: { readonly json: boolean; readonly write: PieceWriter },
): Promise<number> {
  return json ? printJson(outcome, write) : printText(outcome, write);
}
