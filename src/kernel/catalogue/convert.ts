import { ExitCode } from '../exit-codes.js';
import type { CatalogueEntry } from './entry.js';

export const convertProblems = {
  'convert-undetermined': {
    exit: ExitCode.input,
    about:
      'A value or flag that the source does not tell. What is written must hold every flag, or the component would run differently.',
  },
  'convert-lost': {
    exit: ExitCode.input,
    about: 'Something of the source that the other form has no place for.',
  },
  'convert-ambiguous': {
    exit: ExitCode.input,
    about: 'The source starts several components, or none that can be written.',
  },
  'convert-version-unknown': {
    exit: ExitCode.input,
    about: 'A pod needs an image, and the source does not tell the version of the component.',
  },
  'convert-secret': {
    exit: ExitCode.input,
    about: 'A flag holds a secret, which is written into a file of mode 0600 and not shown.',
  },
} as const satisfies Record<string, CatalogueEntry>;
