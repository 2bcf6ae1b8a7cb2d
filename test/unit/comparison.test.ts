import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { compare, page } from '../../tools/comparison/page.js';

const rows = await compare();

describe('the comparison with scanners', () => {
  it('has forty inputs, no two alike', () => {
    expect(new Set(rows.map(({ input }) => input.title)).size).toBe(40);
  });

  it.each(rows.map((row) => [row.input.title, row] as const))('hardway reads %s', (_, { input, answers }) => {
    expect(answers[0]?.answer).toEqual(input.truth);
  });

  it('is what the page says', () => {
    expect(readFileSync(new URL('../../docs/comparison.md', import.meta.url), 'utf8')).toBe(page(rows));
  });
});
