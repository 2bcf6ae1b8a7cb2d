import { type SystemdWord, splitSystemdWords } from './systemd-words.js';

/** A word of a command line as the program gets it. */
export interface ExecWord extends SystemdWord {
  /** What could not be expanded, as written: `${INTERNAL_IP}`, `$ARGS`, `%i`. The text then still holds it. */
  readonly unresolved: readonly string[];
}

export interface ExecCommand {
  /** The special characters before the path: `@`, `-`, `:`, `+`, `!`, `!!`. */
  readonly prefixes: string;
  readonly path: string;
  /** Everything after the path; with the prefix `@` without the argv[0] that follows it. */
  readonly args: readonly ExecWord[];
  /** Why systemd would complain about the line, in plain words. */
  readonly complaints: readonly string[];
  /**
   * systemd will have nothing of this command and the rest of the line, for the reason given. What is read of it all the same is what was meant, not what runs.
   */
  readonly refused?: string;
  /** The refusal takes the whole unit with it. */
  readonly fatal?: boolean;
}

/** What is known while a command line is expanded. */
export interface ExecContext {
  /** Value of a variable, undefined when it is not known. */
  readonly variable: (name: string) => string | undefined;
  /** Value of a specifier by its letter, undefined when it is not known. */
  readonly specifier: (letter: string) => string | undefined;
}

export const emptyContext: ExecContext = { variable: () => undefined, specifier: () => undefined };

// Letters that systemd.unit(5) lists under "Specifiers", of any version. Another letter or digit is an error, any other
// character leaves the percent sign as it is.
const specifierLetters = 'aAbBcCdDEfgGhHiIjJlLmMnNopPqrRsStTuUvVwWyY';

export interface SpecifierText {
  readonly text: string;
  readonly unresolved: readonly string[];
  /** The first that systemd does not know: it then refuses the whole setting. */
  readonly unknown?: string;
}

/** Expands specifiers as specifier_printf does; what is not known stays as written. */
export function expandSpecifiers(text: string, context: Pick<ExecContext, 'specifier'>): SpecifierText {
  if (!text.includes('%')) return { text, unresolved: [] };
  const unresolved: string[] = [];
  let unknown: string | undefined;
  const expanded = text.replace(/%(.)/gsu, (whole, letter: string) => {
    if (letter === '%') return '%';
    if (!specifierLetters.includes(letter)) {
      if (/[A-Za-z0-9]/.test(letter)) unknown ??= whole;
      return whole;
    }
    const value = context.specifier(letter);
    if (value === undefined) unresolved.push(whole);
    return value ?? whole;
  });
  return { text: expanded, unresolved, ...(unknown === undefined ? {} : { unknown }) };
}

/** `${X}` anywhere and `$$`, as replace_env does; `$X` inside a word and `${X:-y}` stay as they are. */
function expandBraced(text: string, context: ExecContext, unresolved: string[]): string {
  return text.replace(/\$(?:\$|\{([^}:]*)\})/g, (whole, name: string | undefined) => {
    if (name === undefined) return '$';
    const value = context.variable(name);
    if (value === undefined) unresolved.push(whole);
    return value ?? whole;
  });
}

/** Specifiers and variables of one word; an unbraced variable may become several words or none. */
export function expandWord(word: SystemdWord, context: ExecContext, variables: boolean): readonly ExecWord[] {
  const { text, unresolved: specifiers } = expandSpecifiers(word.text, context);
  const unresolved = [...specifiers];
  if (!variables) return [{ text, offset: word.offset, unresolved }];
  // A word that is one unbraced variable is replaced by the words of its value, and may vanish.
  if (text.startsWith('$') && text[1] !== '{' && text[1] !== '$') {
    const value = context.variable(text.slice(1));
    if (value === undefined) return [{ text, offset: word.offset, unresolved: [...unresolved, text] }];
    return splitSystemdWords(value, 'quote').words.map((w) => ({ text: w.text, offset: word.offset, unresolved }));
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
  const strange = unknownEscapes.filter(({ offset }) => !isWord(line, offset, String.raw`\;`));
  const complaints = strange.map(({ text }) => `systemd does not know the escape ${text} and keeps it as it is`);
  const commands: SystemdWord[][] = [[]];
  for (const word of words) {
    if (isWord(line, word.offset, ';') && commands.at(-1)?.length !== 0) commands.push([]);
    else if (isWord(line, word.offset, String.raw`\;`)) commands.at(-1)?.push({ ...word, text: ';' });
    else commands.at(-1)?.push(word);
  }
  const filled = commands.filter((command) => command.length > 0);
  return filled.map((command, i) => {
    const open = unbalanced && i === filled.length - 1 ? 'a quote is not closed' : undefined;
    const [first, second] = command;
    const inPath = strange.find(
      ({ offset }) => first !== undefined && offset >= first.offset && offset < (second?.offset ?? Infinity),
    );
    const escape = inPath === undefined ? undefined : `the escape ${inPath.text} is not known`;
    const reason = open ?? escape;
    // What cannot even be read as a program ends the line, and only the line.
    const inFirst = escape !== undefined || (open !== undefined && command.length === 1);
    return execCommand(command, context, i === 0 ? complaints : [], reason === undefined ? null : { reason, inFirst });
  });
}

const onlyOnce = /^(?:([-@:+])(?!.*\1)|!!?(?!.*!))*$/;

/** Special characters before a path: each counts once, and what is no longer one of them belongs to the path. */
function prefixesOf(word: string): string {
  const all = /^[-@:+!|]*/.exec(word)?.[0] ?? '';
  for (let length = all.length; length > 0; length--) {
    if (onlyOnce.test(all.slice(0, length))) return all.slice(0, length);
  }
  return '';
}

function execCommand(
  words: readonly SystemdWord[],
  context: ExecContext,
  complaints: readonly string[],
  syntax: { readonly reason: string; readonly inFirst: boolean } | null,
): ExecCommand {
  const [first, ...rest] = words;
  const prefixes = prefixesOf(first?.text ?? '');
  const { text: path, unknown } = expandSpecifiers((first?.text ?? '').slice(prefixes.length), context);
  const args = (prefixes.includes('@') ? rest.slice(1) : rest).flatMap((word) =>
    expandWord(word, context, !prefixes.includes(':')),
  );
  const strange =
    unknown ?? rest.map((word) => expandSpecifiers(word.text, context).unknown).find((u) => u !== undefined);
  const refused =
    syntax?.reason ??
    (strange === undefined ? undefined : `systemd knows no specifier ${strange}`) ??
    wrongPath(path) ??
    (prefixes.includes('@') && rest.length === 0 ? 'there is no argv[0] after @' : undefined);
  if (refused === undefined) return { prefixes, path, args, complaints };
  return {
    prefixes,
    path,
    args,
    complaints: [...complaints, `${refused}, so systemd does not accept the line`],
    refused,
    fatal: syntax?.inFirst !== true && !prefixes.includes('-'),
  };
}

/** A program is named by an absolute path or by a name that is looked for; nothing else will do. */
function wrongPath(path: string): string | undefined {
  if (path === '') return 'there is no program';
  if (path.endsWith('/')) return 'the program is a directory';
  if (/[\p{Cc}\\"']/u.test(path)) return 'the path of the program has a character that is not allowed';
  const named = !path.includes('/') && path !== '.' && path !== '..';
  return path.startsWith('/') || named ? undefined : 'the program is neither an absolute path nor a name';
}
