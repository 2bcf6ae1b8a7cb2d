import { type SystemdWord, splitSystemdWords } from './systemd-words.js';

/** A word of a command line as the program gets it. */
export interface ExecWord extends SystemdWord {
  /** What could not be expanded, as written: `${INTERNAL_IP}`, `$ARGS`, `%i`. The text then still holds it. */
  readonly unresolved: readonly string[];
}

export interface ExecCommand {
  /** The special characters before the path: `@`, `-`, `:`, `+`, `!`, `!!`, `|`. */
  readonly prefixes: string;
  readonly path: string;
  /** Everything after the path; with the prefix `@` without the argv[0] that follows it. */
  readonly args: readonly ExecWord[];
  /** Why systemd would complain about the line, in plain words. */
  readonly complaints: readonly string[];
}

/** What is known while a command line is expanded. */
export interface ExecContext {
  /** Value of a variable, undefined when it is not known. */
  readonly variable: (name: string) => string | undefined;
  /** Value of a specifier by its letter, undefined when it is not known. */
  readonly specifier: (letter: string) => string | undefined;
}

export const emptyContext: ExecContext = { variable: () => undefined, specifier: () => undefined };

// Letters that systemd.unit(5) lists under "Specifiers"; any other letter stays as it is.
const specifierLetters = 'aAbBcCdDEfgGhHiIjJlLmMnNopPqrRsStTuUvVwWyY';

function expandSpecifiers(text: string, context: ExecContext, unresolved: string[]): string {
  return text.replace(/%(.)/gsu, (whole, letter: string) => {
    if (letter === '%') return '%';
    if (!specifierLetters.includes(letter)) return whole;
    const value = context.specifier(letter);
    if (value === undefined) unresolved.push(whole);
    return value ?? whole;
  });
}

/** `${X}` anywhere and `$$`, as replace_env does; `$X` inside a word stays as it is. */
function expandBraced(text: string, context: ExecContext, unresolved: string[]): string {
  return text.replace(/\$(?:\$|\{([^}]*)\})/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = context.variable(name);
    if (value === undefined) unresolved.push(whole);
    return value ?? whole;
  });
}

/** Specifiers and variables of one word; an unbraced variable may become several words or none. */
export function expandWord(word: SystemdWord, context: ExecContext, variables: boolean): readonly ExecWord[] {
  const unresolved: string[] = [];
  const text = expandSpecifiers(word.text, context, unresolved);
  if (!variables) return [{ text, offset: word.offset, unresolved }];
  // A word that is one unbraced variable is replaced by the words of its value, and may vanish.
  if (text.startsWith('$') && text[1] !== '{' && text[1] !== '$') {
    const value = context.variable(text.slice(1));
    if (value === undefined) return [{ text, offset: word.offset, unresolved: [...unresolved, text] }];
    return splitSystemdWords(value).words.map((w) => ({ text: w.text, offset: word.offset, unresolved }));
  }
  return [{ text: expandBraced(text, context, unresolved), offset: word.offset, unresolved }];
}

/** Whether exactly these characters stand alone at an offset of the raw line. */
function isWord(line: string, offset: number, raw: string): boolean {
  return line.startsWith(raw, offset) && /[ \t\r\n]|^$/.test(line.charAt(offset + raw.length));
}

/**
 * Reads the value of ExecStart= as systemd does (config_parse_exec and replace_env_argv): prefixes, words, specifiers,
 * then variables. Several commands separated by a lone `;` come back one by one.
 */
export function splitExecLine(line: string, context: ExecContext = emptyContext): readonly ExecCommand[] {
  const { words, unbalanced, unknownEscapes } = splitSystemdWords(line);
  const complaints = [
    ...(unbalanced ? ['a quote is not closed; systemd ignores the whole line'] : []),
    ...unknownEscapes
      .filter(({ offset }) => !isWord(line, offset, String.raw`\;`))
      .map(({ text }) => `systemd does not know the escape ${text} and keeps it as it is`),
  ];
  const commands: SystemdWord[][] = [[]];
  for (const word of words) {
    if (isWord(line, word.offset, ';')) commands.push([]);
    else if (isWord(line, word.offset, String.raw`\;`)) commands.at(-1)?.push({ ...word, text: ';' });
    else commands.at(-1)?.push(word);
  }
  return commands
    .filter((command) => command.length > 0)
    .map((command, i) => execCommand(command, context, i === 0 ? complaints : []));
}

function execCommand(words: readonly SystemdWord[], context: ExecContext, complaints: string[]): ExecCommand {
  const [first, ...rest] = words;
  const prefixes = /^[@\-:+!|]*/.exec(first?.text ?? '')?.[0] ?? '';
  const path = expandSpecifiers((first?.text ?? '').slice(prefixes.length), context, []);
  const args = (prefixes.includes('@') ? rest.slice(1) : rest).flatMap((word) =>
    expandWord(word, context, !prefixes.includes(':')),
  );
  return { prefixes, path, args, complaints };
}
