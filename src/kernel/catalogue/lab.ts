import type { CatalogueEntry } from './entry.js';

export const labProblems = {} as const satisfies Record<string, CatalogueEntry>;
