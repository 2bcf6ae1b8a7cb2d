import { Command } from '@oclif/core/command';
import * as Flags from '@oclif/core/flags';
import type * as Interfaces from '@oclif/core/interfaces';
import { ExitCode } from '../kernel/exit-codes.js';
import { type Problem, problem, refuseErrors } from '../kernel/problem.js';
import { problemsView } from '../ui/views/problems.js';
import { pieceWriter, writeData, writeJson, writeTalk } from './output.js';
import { type AnyParts, printParts } from './parts.js';
import { foldPlainWords } from './plain-words.js';
import { presentFailure } from './present-error.js';
import { interruption } from './signals.js';
import { wantsJson } from './wants-json.js';

/** What a command hands back: the value for JSON, the same value as text, and the exit code when it is not 0. */
export interface Outcome<T extends object> {
  /** Printed as one document under `--json`, with `schemaVersion` put before it. */
  readonly value: T;
  /** Printed on stdout otherwise. */
  readonly text: string | (() => string);
  /** Shown on stderr in text mode; they belong into the `problems` of `value` as well. */
  readonly warnings?: readonly Problem[];
  readonly exitCode?: ExitCode;
}

/** An empty value is nearly always a shell variable that was not set: acting on the default instead would surprise. */
function refuseEmpty(flags: Readonly<Record<string, unknown>>): void {
  const empty = Object.entries(flags).filter(
    ([, value]) => value === '' || (Array.isArray(value) && value.includes('')),
  );
  refuseErrors(
    empty.map(([name]) =>
      problem('usage-invalid', { what: `--${name} has an empty value`, fix: 'give it a value, or leave it out' }),
    ),
  );
}

export type CommandFlags<T extends typeof Command> = Interfaces.InferredFlags<
  (typeof BaseCommand)['baseFlags'] & T['flags']
>;
export type CommandArgs<T extends typeof Command> = Interfaces.InferredArgs<T['args']>;

/**
 * What all commands share: `-o text|json`, one error contract, one abort signal. A command parses its flags, calls one
 * function of `app/`, and returns an Outcome; it never prints.
 */
export abstract class BaseCommand extends Command {
  static override baseFlags = {
    output: Flags.option({
      char: 'o',
      summary: 'how to print the result',
      options: ['text', 'json'] as const,
      default: 'text',
      helpGroup: 'GLOBAL',
    })(),
    json: Flags.boolean({ summary: 'the same as -o json', helpGroup: 'GLOBAL' }),
  };

  /** The exit codes that this command can end with, for its help page. */
  static exitCodes: readonly ExitCode[] = [ExitCode.done, ExitCode.usage];

  /** Aborted by the first SIGINT, SIGTERM or SIGHUP; a second one ends the process at once. */
  protected readonly signal: AbortSignal = interruption();

  /** True when the result is wanted as JSON: then nothing may talk. */
  protected json = false;

  protected abstract execute(): Promise<Outcome<object> | AnyParts>;

  /** The parsed flags and arguments of a subclass, with the shared ones. */
  protected async input<T extends typeof Command>(
    command: T,
  ): Promise<{ flags: CommandFlags<T>; args: CommandArgs<T> }> {
    const taken = Object.values(command.args);
    // Where the number of words is limited, oclif tells which of them are too many.
    const folded = taken.length === 1 && taken[0]?.multiple === true ? foldPlainWords(this.argv) : undefined;
    const { flags, args } = await this.parse(
      { flags: command.flags, args: command.args, strict: command.strict, baseFlags: BaseCommand.baseFlags },
      folded?.argv ?? this.argv,
    );
    const typed = flags as CommandFlags<T>;
    this.json = typed.json || typed.output === 'json';
    refuseEmpty(flags);
    return { flags: typed, args: (folded?.unfold(args) ?? args) as CommandArgs<T> };
  }

  override async run(): Promise<void> {
    const outcome = await this.execute();
    if ('parts' in outcome) {
      process.exitCode = await printParts(outcome, { json: this.json, write: pieceWriter(process.stdout) });
      return;
    }
    if (this.json) writeJson(outcome.value);
    else {
      if (outcome.warnings !== undefined && outcome.warnings.length > 0) writeTalk(problemsView(outcome.warnings));
      writeData(typeof outcome.text === 'string' ? outcome.text : outcome.text());
    }
    process.exitCode = outcome.exitCode ?? ExitCode.done;
  }

  protected override catch(error: Error): Promise<void> {
    // oclif takes arguments that could not be parsed for a parse that was forgotten, and would warn of it.
    this.parsed = true;
    process.exitCode = presentFailure(error, {
      json: this.json || wantsJson(this.argv),
      ...(this.id === undefined ? {} : { command: this.id }),
    });
    return Promise.resolve();
  }
}
