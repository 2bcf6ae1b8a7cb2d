import type { Flag } from '../catalog/flag.js';
import { checkValue } from '../catalog/type-rules.js';
import { type ArgvWord, type FlagLookup, meaningAlone } from '../formats/argv.js';

/** How many blanks stand between two words; one where a line break or a joined word hides it. */
function gap(before: ArgvWord | undefined, word: ArgvWord): number {
  if (before?.column === undefined || word.column === undefined) return 1;
  if (before.line !== word.line || before.reconstructed === true) return 1;
  return Math.max(1, word.column - before.column - before.text.length);
}

/** A word, the words that may be the rest of the value in it, and the flag that the value is of. */
interface Piece {
  readonly word: ArgvWord;
  readonly rest: { readonly blanks: number; readonly word: ArgvWord }[];
  readonly flag?: Flag;
}

function joined({ word, rest, flag }: Piece): readonly ArgvWord[] {
  if (rest.length === 0) return [word];
  const text = word.text + rest.map((part) => ' '.repeat(part.blanks) + part.word.text).join('');
  const taken = (whole: string): boolean =>
    flag === undefined || checkValue(flag, whole.replace(/^--?[\w-]+=/, '')) === null;
  // A number with a blank in it is none, and the word after it no part of it.
  if (!taken(text) && taken(word.text)) return [word, ...rest.map((part) => part.word)];
  const unresolved = [word, ...rest.map((part) => part.word)].flatMap((one) => one.unresolved ?? []);
  return [{ ...word, text, reconstructed: true, ...(unresolved.length === 0 ? {} : { unresolved }) }];
}

/**
 * Takes words that can only be the rest of a value with blanks into the word before them: in a text that shows words
 * with blanks between them and nothing else, such a value can only be guessed at, so it is marked as reconstructed. It
 * is left apart where the type of the flag takes no such value.
 */
export function withBlanks(words: readonly ArgvWord[], flags: FlagLookup): ArgvWord[] {
  const result: Piece[] = [];
  // The word that a value is in, when one is open.
  let open = false;
  let wanted: { readonly flag?: Flag } | null = null;
  let previous: ArgvWord | undefined;
  for (const word of words) {
    const last = result.at(-1);
    // What a whole variable stands for is not known, and no rest of a value either.
    const isOpen = word.unresolved?.[0] === word.text;
    const isFlag = isOpen || word.text.startsWith('--') || /^-v(?:$|[=\d])/.test(word.text);
    if (isFlag || (!open && wanted === null) || last === undefined) {
      const name = word.text.replace(/^-+/, '').split('=')[0]?.replaceAll('_', '-') ?? '';
      const known = isFlag && !isOpen ? flags.get(name) : undefined;
      const flag = known === undefined ? {} : { flag: known };
      const takesValue = isFlag && !isOpen && !(known !== undefined && meaningAlone(known) !== undefined);
      result.push({ word, rest: [], ...flag });
      open = takesValue && word.text.includes('=');
      wanted = takesValue && !word.text.includes('=') ? flag : null;
    } else if (wanted !== null) {
      result.push({ word, rest: [], ...wanted });
      wanted = null;
      open = true;
    } else last.rest.push({ blanks: gap(previous, word), word });
    previous = word;
  }
  return result.flatMap(joined);
}
