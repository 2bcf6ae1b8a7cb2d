import { placeholdersIn, unglued } from '../formats/placeholders.js';
import type { ArgvWord } from '../formats/argv.js';
import type { ComponentArgv, EnvironmentValue } from './component-argv.js';

function openWord(word: ArgvWord): ArgvWord {
  const found = placeholdersIn(word.text);
  const text = unglued(word.text);
  const known = (word.unresolved ?? []).map(unglued);
  const more = found.filter((one) => !known.includes(one));
  if (more.length === 0)
    return text === word.text ? word : { ...word, text, ...(known.length === 0 ? {} : { unresolved: known }) };
  return { ...word, text, unresolved: [...known, ...more] };
}

function openVariable(variable: EnvironmentValue): EnvironmentValue {
  return variable.value !== null && placeholdersIn(variable.value).length > 0 ? { ...variable, value: null } : variable;
}

/** The command line with every placeholder marked as something that the source does not tell. */
export function withPlaceholders(argv: ComponentArgv): ComponentArgv {
  return { ...argv, words: argv.words.map(openWord), environment: argv.environment.map(openVariable) };
}
