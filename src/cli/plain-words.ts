/** An argument list in which runs of plain words are one word each. */
export interface FoldedWords {
  readonly argv: string[];
  /** Parsed arguments with the words again, in their order. */
  readonly unfold: (args: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
}

/**
 * Makes a list with thousands of plain words short: oclif takes time and memory in the square of their number. A word is
 * plain for sure when neither it nor the one before it begins with `-`: a flag takes one word at most, for all that may
 * be repeated are `multipleNonGreedy`. What stands for such a run begins with a NUL, which no argument can hold.
 */
export function foldPlainWords(argv: readonly string[]): FoldedWords {
  const folded: string[] = [];
  const runs = new Map<string, string[]>();
  let run: string[] | undefined;
  for (const [i, word] of argv.entries()) {
    if (word.startsWith('-') || argv[i - 1]?.startsWith('-') === true) {
      run = undefined;
      folded.push(word);
    } else if (run === undefined) {
      const standsFor = `\0${runs.size}`;
      run = [word];
      runs.set(standsFor, run);
      folded.push(standsFor);
    } else run.push(word);
  }
  const wordsOf = (word: string): readonly string[] => runs.get(word) ?? [word];
  const unfold: FoldedWords['unfold'] = (args) =>
    Object.fromEntries(
      Object.entries(args).map(([name, words]) => [name, (words as readonly string[]).flatMap(wordsOf)]),
    );
  return { argv: folded, unfold };
}
