import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const binariesProblems = {
  'binaries-missing': {
    exit: ExitCode.input,
    about: 'A binary is neither in the folder that was named nor in the cache.',
  },
  'binaries-unreadable': {
    exit: ExitCode.input,
    about: 'A binary is not a regular file, or it cannot be read.',
  },
  'binaries-not-elf': {
    exit: ExitCode.input,
    about: 'A file that should be a binary is something else: a script, an error page, an archive.',
  },
  'binaries-truncated': {
    exit: ExitCode.input,
    about: 'A binary is shorter than its own headers say, as after a download that broke off.',
  },
  'binaries-wrong-architecture': {
    exit: ExitCode.input,
    about: 'A binary was built for another processor or operating system than the host has.',
  },
  'binaries-wrong-program': {
    exit: ExitCode.input,
    about: 'A binary was built from another program than its name says.',
  },
  'binaries-wrong-version': {
    exit: ExitCode.input,
    about: 'A binary reports another version than the config asks for.',
  },
  'binaries-wrong-digest': {
    exit: ExitCode.input,
    about: 'A binary in the cache is not the file that was put there: its digest differs from its record.',
  },
  'binaries-not-runnable': {
    exit: ExitCode.input,
    about: 'A binary for this machine cannot be asked for its version.',
  },
  'binaries-no-source': {
    exit: ExitCode.usage,
    about: 'Binaries are not in the cache, and no source was named to take them from.',
  },
  'binaries-needs-go': {
    exit: ExitCode.input,
    about: 'Building from source needs the Go toolchain, and it is missing.',
  },
  'binaries-build-failed': {
    exit: ExitCode.input,
    about: 'A Go command failed while binaries were built from source.',
  },
  'binaries-locked': {
    exit: ExitCode.stopped,
    about: 'Another run has been filling the cache for too long to wait for it.',
  },
} as const satisfies Record<string, CatalogueEntry>;
