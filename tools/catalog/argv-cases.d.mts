/** Command lines that a seed decides; see argv-cases.mjs. */
export function argvCases(options: {
  readonly seed: number;
  readonly count: number;
  readonly flags: readonly { readonly name: string; readonly type: string }[];
  readonly gates: readonly string[];
}): string[][];
