import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectFile } from '../../../src/app/inspect-file.js';
import { loadFlagCatalog } from '../../../src/catalog/load.js';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'hardway-inspect-file-'));
});
afterAll(() => rm(folder, { recursive: true }));

const nothing = Readable.from([]);

it('tells what a file is by what it was before somebody copied it into a mail', async () => {
  const file = path.join(folder, 'mail.txt');
  await writeFile(file, 'Look:\n\n> [Service]\n> ExecStart=/usr/bin/kube-apiserver \\\n>   --v=2\n\nWhy?\n');
  const { components } = await inspectFile(file, nothing, { catalogs: loadFlagCatalog });
  expect(components[0]?.sources[0]?.kind).toBe('unit');
  expect(components[0]?.flags.v).toMatchObject({
    value: '2',
    provenance: [expect.objectContaining({ source: file, line: 5 })],
  });
});
