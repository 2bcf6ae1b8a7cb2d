import type { CatalogueEntry } from './entry.js';

export const inputProblems = {} as const satisfies Record<string, CatalogueEntry>;
