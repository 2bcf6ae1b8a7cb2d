import type { StarterRules } from './starters.js';

/** An option of a starter that has a value: in the word of that index, of which an attached value is a part. */
export interface StarterOption {
  readonly name: string;
  readonly value: string;
  readonly index: number;
}

/** How far the words of a starter reach. */
export interface StarterWords {
  readonly options: readonly StarterOption[];
  /** Indexes of the assignments in front of the program. */
  readonly assignments: readonly number[];
  /** Where the program begins, or past the end where there is none. */
  readonly next: number;
}

const assignment = /^[A-Za-z_]\w*=/;

/**
 * Tells the words of a program that starts another one from those of what it starts, as getopt(3) reads options when
 * it stops at the first other word: `--user X`, `--user=X`, `-u X`, `-uX`, and `-Eu X`, whose last letter takes the word.
 */
export function starterWords(
  words: readonly { readonly text: string }[],
  first: number,
  rules: StarterRules,
): StarterWords {
  const { letters = '', long = '', operands = 0 } = rules;
  const takesWord = new Set(long.split(' '));
  const options: StarterOption[] = [];
  const assignments: number[] = [];

  /** The option in a word that has a value, and the value where it is attached; null for other words. */
  const valued = (text: string): { readonly name: string; readonly attached: string | null } | null => {
    if (!text.startsWith('-')) return null;
    if (text.startsWith('--')) {
      const equals = text.indexOf('=');
      if (equals !== -1) return { name: text.slice(0, equals), attached: text.slice(equals + 1) };
      return takesWord.has(text.slice(2)) ? { name: text, attached: null } : null;
    }
    const at = Array.from(text.slice(1)).findIndex((letter) => letters.includes(letter));
    const attached = text.slice(at + 2);
    return at === -1 ? null : { name: `-${text.charAt(at + 1)}`, attached: attached === '' ? null : attached };
  };

  const isAssignment = (text = ''): boolean => rules.assignments === true && assignment.test(text);
  let i = first;
  for (let text = words[i]?.text; text !== undefined; text = words[i]?.text) {
    if (isAssignment(text)) assignments.push(i);
    // A lone `-` is `-i` to env and no program to anybody; `+5` is for the `daemon` of old init scripts.
    else if (!/^[-+]/.test(text)) break;
    i++;
    if (text === '--') {
      while (isAssignment(words[i]?.text)) assignments.push(i++);
      break;
    }
    const option = valued(text);
    if (option === null) continue;
    const { name, attached } = option;
    options.push({ name, value: attached ?? words[i]?.text ?? '', index: attached === null ? i++ : i - 1 });
  }
  return { options, assignments, next: Math.min(i + operands, words.length) };
}
