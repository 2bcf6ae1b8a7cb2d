import { fail } from '../kernel/problem.js';

/** Whether there is somebody to ask: questions need both a keyboard and a screen. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stderr.isTTY;
}

/**
 * Asks a yes/no question on the terminal (stderr, so that piped stdout stays data). Without a terminal nothing is
 * asked: the command is refused and `instead` says which flag answers.
 */
export async function confirm(question: string, instead = '--yes', signal?: AbortSignal): Promise<boolean> {
  if (!canAsk()) {
    fail('usage-needs-terminal', {
      what: `"${question}" needs an answer, and there is no terminal`,
      fix: `give ${instead}`,
    });
  }
  const prompts = await import('@inquirer/prompts');
  return prompts.confirm(
    { message: question, default: false },
    { output: process.stderr, ...(signal ? { signal } : {}) },
  );
}

/** Asks for one line of text on the terminal; `check` returns what is wrong with an answer, or null. */
export async function askText(
  question: string,
  options: { readonly initial?: string; readonly check: (answer: string) => string | null },
): Promise<string> {
  const prompts = await import('@inquirer/prompts');
  return prompts.input(
    {
      message: question,
      ...(options.initial === undefined ? {} : { default: options.initial }),
      validate: (answer) => options.check(answer) ?? true,
    },
    { output: process.stderr },
  );
}
