import { nearest } from '../kernel/nearest.js';
import { type Problem, problem } from '../kernel/problem.js';

/** What oclif throws for a command line that it cannot parse, as far as it is looked at here. */
export interface ParseFailure {
  readonly message: string;
  readonly suggestions?: readonly string[];
  /** Of `NonExistentFlagsError`: the words that are no flags. */
  readonly flags?: readonly unknown[];
  /** What was being parsed, where oclif passes it on. */
  readonly parse?: { readonly input?: { readonly flags?: Readonly<Record<string, unknown>> } };
}

const noted = 'See more help with --help';

// oclif's sentences on the left; ours say the same without its prefaces.
const rewordings: readonly (readonly [RegExp, string])[] = [
  [/^Nonexistent flags?: (.*)$/, 'there is no flag $1'],
  [/^Flag (--\S+) expects a value$/, '$1 needs a value'],
  [/^Flag (--\S+) can only be specified once$/, '$1 is given more than once'],
  [/^Expected (--[^=\s]+)=(.*) to be one of: (.*)$/, '$1 cannot be "$2"; it is one of: $3'],
  [/^Expected (.*) to be one of: (.*)$/, '"$1" is not one of: $2'],
  [/^Unexpected arguments?: (.*)$/, 'too many arguments: $1'],
  [/ Note: --\S+ allows? multiple values\. Because of this .*$/, ''],
  [/^Missing required flags? (.*)$/, '--$1 is missing'],
  [/^Missing \d+ required args?:? *(.*)$/, 'an argument is missing: $1'],
  [/^The following errors? occurred:? *(.*)$/, '$1'],
  [/^All of the following must be provided when using (--\S+): (.*)$/, '$1 is only used together with $2'],
];

function reworded(text: string): string {
  return rewordings.reduce((sentence, [pattern, ours]) => sentence.replace(pattern, ours), text).trim();
}

/** The flag that a word was meant to be: `--jsn` is near `--json`. */
function meant(failure: ParseFailure): string | undefined {
  const known = Object.keys(failure.parse?.input?.flags ?? {});
  const typed = failure.flags?.find((word) => typeof word === 'string' && word.startsWith('--'));
  const name = typeof typed === 'string' ? nearest(typed.slice(2), known) : undefined;
  return name === undefined ? undefined : `did you mean --${name}?`;
}

/** A command line that cannot be parsed as one problem, with the flag that was probably meant and where help is. */
export function usageProblem(failure: ParseFailure, command?: string): Problem {
  const lines = failure.message
    .split('\n')
    .map((line) => line.trim().replace(/ {2,}/g, ', '))
    .filter((line) => line !== '' && line !== noted);
  const what = reworded(lines.join(' ')) || 'the command line cannot be understood';
  const help = command === undefined ? 'hardway --help' : `hardway ${command.replaceAll(':', ' ')} --help`;
  const fix = meant(failure) ?? failure.suggestions?.[0];
  return problem('usage-invalid', { what, fix: fix === undefined ? `see ${help}` : `${fix} See ${help}` });
}
