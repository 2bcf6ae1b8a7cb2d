import { readdirSync, readFileSync } from 'node:fs';
import fc from '../../support/properties.js';
import { growthOf, linearGrowth } from '../../support/growth.js';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { inspectText } from '../../../src/inspect/inspect-text.js';
import type { TextKind } from '../../../src/kernel/source-kinds.js';

const kinds = ['cloud-config', 'distro-config', 'container', 'describe', 'etcd-config', 'manifest'] as const;
const root = new URL('../../fixtures/inspect/shapes/', import.meta.url);
const fixtures = kinds.flatMap((kind) =>
  readdirSync(new URL(`${kind}/`, root)).map((name) => ({
    kind,
    text: readFileSync(new URL(`${kind}/${name}`, root), 'utf8'),
  })),
);

const read = (text: string, as?: TextKind) =>
  inspectText(text, { source: 'x', catalogs: loadFlagCatalog, ...(as === undefined ? {} : { as }) });

/** Cuts, repeats and glues pieces of a text. */
const mangled = fc
  .tuple(
    fc.constantFrom(...fixtures),
    fc.nat(),
    fc.nat(),
    fc.constantFrom('', '\0', '\t', '{', '- ', '"', '&a ', '*a', '<<: ', '{{', '|\n', '\n\n', ': '),
  )
  .map(([{ kind, text }, from, length, put]) => {
    const at = from % (text.length + 1);
    return { kind, text: text.slice(0, at) + put + text.slice(at + (length % 40)) };
  });

describe('structured texts that were damaged', () => {
  it('never make it throw, whether the kind is told or not, and every place is in the text', async () => {
    await fc.assert(
      fc.asyncProperty(mangled, fc.boolean(), async ({ kind, text }, told) => {
        const { components } = await read(text, told ? kind : undefined);
        const lines = text.split(/\r\n|\n|\r/).length;
        for (const { flags } of components) {
          for (const { provenance } of Object.values(flags)) {
            for (const { source, line = 1 } of provenance) if (source === 'x') expect(line).toBeLessThanOrEqual(lines);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  const baits = [
    '- a:\n',
    '{"a":',
    '[',
    '- - ',
    '&a [*a,',
    'a: |\n x\n',
    'Containers:\n',
    '{{',
    '- --a=b\n',
    '"',
    ' ',
    'x: {{ y }}\n',
  ];

  it.each(kinds.flatMap((kind) => baits.map((bait) => [kind, bait] as const)))(
    'read as %s take time in proportion to many %j',
    async (kind, bait) => {
      expect(await growthOf((many) => read(bait.repeat(many), kind), 5_000)).toBeLessThan(linearGrowth);
    },
    60_000,
  );
});
