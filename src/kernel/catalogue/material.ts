import type { CatalogueEntry } from './entry.js';

export const materialProblems = {} as const satisfies Record<string, CatalogueEntry>;
