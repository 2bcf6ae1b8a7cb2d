import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const usageProblems = {
  bug: {
    exit: ExitCode.bug,
    about: 'An invariant of hardway itself is broken. Please report it with the output of DEBUG=1.',
  },
  'usage-invalid': { exit: ExitCode.usage, about: 'The command line has an unknown command, flag or value.' },
  'usage-needs-terminal': {
    exit: ExitCode.usage,
    about: 'The command needs an answer, and there is no terminal to ask on. Give the answer as a flag, or --yes.',
  },
  interrupted: { exit: ExitCode.interrupted, about: 'The command was interrupted by a signal before it was done.' },
} as const satisfies Record<string, CatalogueEntry>;
