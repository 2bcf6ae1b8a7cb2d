import type { CatalogueEntry } from './entry.js';

export const stopProblems = {} as const satisfies Record<string, CatalogueEntry>;
