import type { CatalogueEntry } from './entry.js';

export const renderProblems = {} as const satisfies Record<string, CatalogueEntry>;
