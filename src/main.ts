import { fileURLToPath } from 'node:url';
import { run } from '@oclif/core/run';
import { settings } from '@oclif/core/settings';
import { helpAsked } from './cli/help-words.js';
import { presentFailure } from './cli/present-error.js';
import { quietLogger } from './cli/quiet-logger.js';
import { asUnknownCommand } from './cli/unknown-command.js';
import { wantsJson } from './cli/wants-json.js';

/** Runs the command line and sets the exit code of the process; never exits by itself, so that pipes are drained. */
export async function main(argv: string[]): Promise<void> {
  // A reader that closed the pipe early (head, less) is not an error.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
  }
  // We ship a bundle: with NODE_ENV=development or test oclif would look for TypeScript sources, and warn.
  settings.enableAutoTranspile = false;
  try {
    const root = fileURLToPath(new URL('..', import.meta.url));
    await run(helpAsked(argv), process.env.DEBUG === undefined ? { root, logger: quietLogger } : { root });
  } catch (error) {
    const unknown = await asUnknownCommand(error, async () =>
      Object.keys((await import('./commands/index.js')).COMMANDS),
    );
    process.exitCode = presentFailure(unknown ?? error, { json: wantsJson(argv) });
  }
}
