import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const flagProblems = {
  'flag-unknown': {
    exit: ExitCode.usage,
    about: 'No recorded version of the component, or of any component, has a flag of this name.',
  },
  'flag-version-unrecorded': {
    exit: ExitCode.usage,
    about: 'The flags of this version of the component are not recorded, so that nothing can be said of them.',
  },
} as const satisfies Record<string, CatalogueEntry>;
