import type { ExitCode } from '../exit-codes.js';

/** What is true of every problem with one code. `docs/errors.md` is generated from these. */
export interface CatalogueEntry {
  readonly exit: ExitCode;
  /** One sentence for the documentation: when this problem is reported and why it matters. */
  readonly about: string;
}
