/**
 * The words of a command line in which flags of other programs are arguments: such a word loses its dashes, so that it is
 * not taken for a flag of ours that does not exist. What follows `--` is left alone.
 */
export function withoutDashes(words: readonly string[], own: readonly string[]): string[] {
  const end = words.indexOf('--');
  const isOwn = (word: string): boolean => own.includes(word.replace(/=.*$/s, '')) || /^-[oh]/.test(word);
  return words.map((word, i) =>
    (end !== -1 && i >= end) || isOwn(word) ? word : word.replace(/^--?(?=[A-Za-z])/, ''),
  );
}
