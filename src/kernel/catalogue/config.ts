import type { CatalogueEntry } from './entry.js';

export const configProblems = {} as const satisfies Record<string, CatalogueEntry>;
