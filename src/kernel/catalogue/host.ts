import type { CatalogueEntry } from './entry.js';

export const hostProblems = {} as const satisfies Record<string, CatalogueEntry>;
