import { type ArgvWord, type FlagLookup, meaningAlone } from '../formats/argv.js';

/** How many blanks stand between two words; one where a line break or a joined word hides it. */
function gap(before: ArgvWord | undefined, word: ArgvWord): number {
  if (before?.column === undefined || word.column === undefined) return 1;
  if (before.line !== word.line || before.reconstructed === true) return 1;
  return Math.max(1, word.column - before.column - before.text.length);
}

/**
 * Takes words that can only be the rest of a value with blanks into the word before them: in a text that shows words
 * with blanks between them and nothing else, such a value can only be guessed at, so it is marked as reconstructed.
 */
export function withBlanks(words: readonly ArgvWord[], flags: FlagLookup): ArgvWord[] {
  const isAlone = (name: string): boolean => {
    const flag = flags.get(name);
    return flag !== undefined && meaningAlone(flag) !== undefined;
  };
  const result: { word: ArgvWord; parts: string[] }[] = [];
  // The word that a value is in, when one is open.
  let open = false;
  let wanted = false;
  let previous: ArgvWord | undefined;
  for (const word of words) {
    const last = result.at(-1);
    // What a whole variable stands for is not known, and no rest of a value either.
    const isOpen = word.unresolved?.[0] === word.text;
    const isFlag = isOpen || word.text.startsWith('--') || /^-v(?:$|[=\d])/.test(word.text);
    if (isFlag || (!open && !wanted) || last === undefined) {
      result.push({ word, parts: [word.text] });
      const name = word.text.replace(/^-+/, '').split('=')[0]?.replaceAll('_', '-') ?? '';
      open = isFlag && !isOpen && word.text.includes('=') && !isAlone(name);
      wanted = isFlag && !isOpen && !word.text.includes('=') && !isAlone(name);
    } else if (wanted) {
      result.push({ word, parts: [word.text] });
      wanted = false;
      open = true;
    } else last.parts.push(' '.repeat(gap(previous, word)), word.text);
    previous = word;
  }
  return result.map(({ word, parts }) => {
    return parts.length === 1 ? word : { ...word, text: parts.join(''), reconstructed: true };
  });
}
