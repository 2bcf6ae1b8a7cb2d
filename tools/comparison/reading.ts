/** What a reader says of one flag. `unset`: it is not set. `unknown`: it cannot be told. `not read`: no input for it. */
export type Answer = { readonly value: string } | 'unset' | 'unknown' | 'not read';

/** One input in which reading a flag goes wrong easily. */
export interface NastyInput {
  readonly title: string;
  readonly flag: string;
  /** What the component does with it, by its own rules. */
  readonly truth: Answer;
  /** The words after the program, for inputs that are about a command line; every reader gets them in the form it reads. */
  readonly argv?: readonly string[];
  /** For inputs that are about the form: the text itself, and who can be given it at all. */
  readonly text?: string;
  readonly form?: 'ps' | 'pod' | 'other';
  /** The version of the component, where the answer depends on it. */
  readonly version?: string;
}

export interface Reader {
  readonly name: string;
  /** Where the rule that is restated stands. */
  readonly cites: string;
  readonly read: (input: NastyInput) => Answer | Promise<Answer>;
}

export function sameAnswer(a: Answer, b: Answer): boolean {
  return typeof a === 'object' && typeof b === 'object' ? a.value === b.value : a === b;
}
