import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const renderProblems = {
  'render-version-unknown': {
    exit: ExitCode.input,
    about: 'The catalogue holds no flags for this version, so hardway cannot know which ones it may set.',
  },
  'render-flag-unknown': {
    exit: ExitCode.input,
    about: 'A flag from the config does not exist in this version; the component would refuse to start.',
  },
  'render-material-missing': {
    exit: ExitCode.material,
    about:
      'A certificate or key that belongs on a host is not in the store. `hardway pki create` makes what is missing.',
  },
  'render-out-foreign': {
    exit: ExitCode.usage,
    about: 'The folder to render into holds something that hardway did not write. It is not touched.',
  },
  'render-out-unusable': {
    exit: ExitCode.usage,
    about: 'The folder to render into is a symbolic link, a file, or cannot be written.',
  },
} as const satisfies Record<string, CatalogueEntry>;
