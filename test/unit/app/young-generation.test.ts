import { Readable } from 'node:stream';
import { describe, expect, it, vi } from 'vitest';
import { inspectEach } from '../../../src/app/inspect.js';

const keepSmall = vi.hoisted(() => vi.fn());
vi.mock('../../../src/app/young-generation.js', () => ({ keepYoungGenerationSmall: keepSmall }));

async function inspectMany(count: number): Promise<void> {
  const sources = Array.from({ length: count }, (_, n) => `${n}.yaml`);
  const request = { sources, hosts: [], config: 'none.yaml', stdin: Readable.from([]), effective: false };
  for await (const { problems } of inspectEach(request, () => Promise.resolve({ components: [], problems: [] }))) {
    expect(problems).toEqual([]);
  }
}

describe('the young generation of the heap', () => {
  it('is left alone for few sources, and kept small for many', async () => {
    await inspectMany(20);
    expect(keepSmall).not.toHaveBeenCalled();
    await inspectMany(21);
    expect(keepSmall).toHaveBeenCalledTimes(1);
  });
});
