import type { CatalogueEntry } from './entry.js';

export const binariesProblems = {} as const satisfies Record<string, CatalogueEntry>;
