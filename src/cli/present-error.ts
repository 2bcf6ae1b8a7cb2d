import { ExitCode } from '../kernel/exit-codes.js';
import { HardwayError, type Problem, problem } from '../kernel/problem.js';
import { problemsView } from '../ui/views/problems.js';
import { writeJson, writeTalk } from './output.js';
import { type ParseFailure, usageProblem } from './usage-problem.js';

interface OclifError extends ParseFailure {
  readonly oclif: { readonly exit?: number };
}

function isOclifError(error: unknown): error is OclifError {
  return error instanceof Error && 'oclif' in error && typeof error.oclif === 'object';
}

/** Turns whatever was thrown (by the command of that id) into problems and an exit code; null when it is only a request to exit. */
export function problemsOf(
  error: unknown,
  command?: string,
): { problems: readonly Problem[]; exitCode: number } | null {
  if (error instanceof HardwayError) return { problems: error.problems, exitCode: error.exitCode };
  if (error instanceof Error && ['AbortError', 'ExitPromptError', 'AbortPromptError'].includes(error.name)) {
    const interrupted = problem('interrupted', { what: 'interrupted', fix: 'run the same command again' });
    return { problems: [interrupted], exitCode: ExitCode.interrupted };
  }
  if (isOclifError(error)) {
    if (error.oclif.exit === 0) return null;
    return { problems: [usageProblem(error, command)], exitCode: ExitCode.usage };
  }
  const what = error instanceof Error ? error.message : String(error);
  return { problems: [problem('bug', { what, fix: 'run it again with DEBUG=1 and report the output' })], exitCode: 1 };
}

/** Prints a failure the way the user asked for output, and returns the exit code. */
export function presentFailure(error: unknown, options: { readonly json: boolean; readonly command?: string }): number {
  const failure = problemsOf(error, options.command);
  if (failure === null) return ExitCode.done;
  if (process.env.DEBUG !== undefined && error instanceof Error) writeTalk(`${error.stack ?? error.message}\n`);
  if (options.json) writeJson({ problems: failure.problems });
  else writeTalk(problemsView(failure.problems));
  return failure.exitCode;
}
