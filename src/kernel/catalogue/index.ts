import { binariesProblems } from './binaries.js';
import { configProblems } from './config.js';
import { convertProblems } from './convert.js';
import type { CatalogueEntry } from './entry.js';
import { flagProblems } from './flags.js';
import { hostProblems } from './host.js';
import { inputProblems } from './input.js';
import { labProblems } from './lab.js';
import { materialProblems } from './material.js';
import { renderProblems } from './render.js';
import { stopProblems } from './stop.js';
import { usageProblems } from './usage.js';

/** Every problem hardway can report, by code. One file per area, so that an area can be read as a whole. */
export const problemCatalogue = {
  ...usageProblems,
  ...configProblems,
  ...inputProblems,
  ...flagProblems,
  ...materialProblems,
  ...renderProblems,
  ...convertProblems,
  ...binariesProblems,
  ...hostProblems,
  ...stopProblems,
  ...labProblems,
} as const satisfies Record<string, CatalogueEntry>;

export type ProblemCode = keyof typeof problemCatalogue;
