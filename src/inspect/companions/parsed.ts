import { type Problem, problem } from '../../kernel/problem.js';
import type { CompanionFacts } from '../companion.js';

/** A value that a file gives to a flag, or in place of it. */
export interface FileSetting {
  readonly flag: string;
  /** As the flag would be written; lists joined by commas. */
  readonly value: string;
  /** The elements, where it is a list or a map. */
  readonly values?: readonly string[];
  /** The keys of a map: those with a value, and those that the file takes away. */
  readonly keys?: { readonly set: readonly string[]; readonly gone: readonly string[] };
  /** Where it stands, when several files were put together. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

/** What is in a companion file. Nothing in it is secret, and no problem quotes the file. */
export interface Parsed {
  /** Absent when the file could not be read as what it should be. */
  readonly facts?: CompanionFacts;
  readonly problems: readonly Problem[];
  readonly settings?: readonly FileSetting[];
  /** Flags that the file sets back to their default by saying null; it matters in a drop-in only. */
  readonly reset?: readonly string[];
}

/** Reads one kind of companion: the bytes, and the name of the file for problems. */
export type ParseCompanion = (bytes: Buffer, file: string) => Parsed;

/** Where in a companion something stands. Never with an excerpt: the line may hold a secret. */
export interface Place {
  readonly line?: number;
  readonly column?: number;
}

/** A problem of a companion. `what` is our own sentence: it never quotes what the file holds. */
export function invalid(
  file: string,
  place: Place,
  what: string,
  more: Partial<Pick<Problem, 'severity' | 'expected' | 'fix'>> = {},
): Problem {
  const { line, column } = place;
  const at = { ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) };
  return problem('input-companion-invalid', { where: { file, ...at }, what, ...more });
}
