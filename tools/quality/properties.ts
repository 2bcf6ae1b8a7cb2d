import { execa } from 'execa';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface PropertyRun {
  readonly files: number;
  readonly seeds: number;
  readonly first: number;
  /** What vitest printed of the seeds that failed. */
  readonly failures: readonly { readonly seed: number; readonly output: string }[];
}

/** The tests with properties in them, by the module that all of them take their arbitraries from. */
function propertyTests(root: string): readonly string[] {
  return readdirSync(path.join(root, 'test/unit'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join('test/unit', name))
    .filter((file) => readFileSync(path.join(root, file), 'utf8').includes('support/properties.js'));
}

/** Runs every property test with `seeds` seeds, from `first` on: the tests themselves keep to one. */
export async function runProperties(root: string, seeds: number, first: number): Promise<PropertyRun> {
  const files = propertyTests(root);
  const failures: { seed: number; output: string }[] = [];
  for (let seed = first; seed < first + seeds; seed++) {
    const { failed, all } = await execa('npx', ['vitest', 'run', '--project', 'unit', ...files], {
      cwd: root,
      env: { PROPERTY_SEED: String(seed) },
      all: true,
      reject: false,
    });
    if (failed) failures.push({ seed, output: all });
  }
  return { files: files.length, seeds, first, failures };
}
