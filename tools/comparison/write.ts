import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { compare, page } from './page.js';

/** Writes docs/comparison.md. */
export async function main(_args: readonly string[], root: string): Promise<void> {
  await writeFile(path.join(root, 'docs/comparison.md'), page(await compare()));
}
