import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { FileReader } from '../../src/inspect/companions/files.js';
import { inspectShape } from '../support/shape-fixture.js';
import { wholeReading } from '../support/whole-reading.js';

/**
 * Everything that is read out of every fixture, with places, problems and what they say. `UPDATE_GOLDEN=1 npm test`
 * writes it anew; the diff is then reviewed like any other.
 */
const folder = path.dirname(fileURLToPath(import.meta.url));
const golden = path.join(folder, 'readings');
const fixtures = path.join(folder, '../fixtures/inspect');
const update = process.env.UPDATE_GOLDEN === '1';

const texts = readdirSync(path.join(fixtures, 'shapes'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.relative(path.join(fixtures, 'shapes'), path.join(entry.parentPath, entry.name)))
  .sort();

/** The files that flags of fixtures point to, in a tree that stands for a host's. */
const files: FileReader = (paths) =>
  Promise.resolve(
    new Map(
      paths.map((name) => {
        const file = path.join(fixtures, 'files', name);
        const bytes = existsSync(file) ? readFileSync(file) : undefined;
        return [name, bytes === undefined ? { state: 'missing' } : { state: 'read', bytes, mode: '0600', owner: 'root:root' }];
      }),
    ),
  );

describe('what is read out of', () => {
  it.each(texts)('%s', async (name) => {
    const text = readFileSync(path.join(fixtures, 'shapes', name), 'utf8');
    const reading = wholeReading(await inspectShape(text, { source: path.basename(name), files }));
    const file = path.join(golden, `${name}.txt`);
    if (update) {
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, reading);
    }
    expect(reading).toBe(readFileSync(file, 'utf8'));
  });
});
