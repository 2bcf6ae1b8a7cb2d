import type { EffectiveSettings } from '../inspect/companion.js';
import type { Benchmark } from './benchmark.js';
import type { FileFact } from './file-facts.js';
import type { Status } from './finding.js';
import type { Severity } from '../kernel/severity.js';

/**
 * Something that holds for a component, does not hold, or cannot be known. Values are those that count: set, from the
 * environment or a file, or the default of the version. A flag that a version lacks has no value and holds nothing.
 */
export type Condition =
  /** Its value is one of these words, booleans in their canonical spelling. */
  | { readonly flag: string; readonly is: readonly string[] }
  /** It has a value that is not empty. */
  | { readonly flag: string; readonly given: true }
  /** The version has such a flag. */
  | { readonly flag: string; readonly known: true }
  /** It is a list with this element. */
  | { readonly flag: string; readonly lists: string }
  /** It is a list of these elements only; an empty one holds. */
  | { readonly flag: string; readonly listsOnly: readonly string[] }
  /** One of its elements, or its value where it has none, matches this regular expression. */
  | { readonly flag: string; readonly matches: string }
  /** It is a number of at least this. */
  | { readonly flag: string; readonly atLeast: number }
  /** Two flags name the same file, or files of the same key where their contents are known. */
  | { readonly sameKey: readonly [string, string] }
  /** The file that a flag names shows this. */
  | { readonly flag: string; readonly file: FileFact }
  /** What several flags make together has this element. */
  | { readonly setting: keyof EffectiveSettings; readonly has: string }
  /** Every element of what several flags make together is one of these. */
  | { readonly setting: keyof EffectiveSettings; readonly hasOnly: readonly string[] }
  /** The version is at least this minor. */
  | { readonly since: string }
  | { readonly all: readonly Condition[] }
  | { readonly any: readonly Condition[] }
  | { readonly not: Condition };

/** One possible verdict; the first case of a rule whose condition holds counts. */
export interface Case {
  /** Absent in the last case, which counts when no other does. */
  readonly when?: Condition;
  readonly then: Status;
  /** Why, as half a sentence or two; `{flag-name}` stands for the value of that flag. */
  readonly reason: string;
  /** The flags the verdict is about, where they are not those of the rule; the first one is shown with its value. */
  readonly flags?: readonly string[];
  /**
   * What to do, the best first: the first text counts whose flags, written `--name`, all exist in the version. The last
   * one names no flag that any version lacks.
   */
  readonly remedy?: readonly string[];
}

/** One rule of the audit. */
export interface Rule {
  /** Its name for good: in reports, in `--rule`, in whatever others build on it. */
  readonly slug: string;
  readonly title: string;
  /** Why it matters, in one sentence. */
  readonly about: string;
  readonly severity: Severity;
  readonly component: string;
  /** The number of what the benchmark asks here, by edition; absent where the benchmark does not ask it. */
  readonly cis?: Readonly<Partial<Record<Benchmark, string>>>;
  /** The flags it judges; the first one is shown with its value. */
  readonly flags: readonly string[];
  readonly cases: readonly Case[];
}
