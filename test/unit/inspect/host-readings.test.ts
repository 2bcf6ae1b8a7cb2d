import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { loadFlagCatalog } from '../../../src/catalog/load.js';
import { fakeTransport } from '../../../src/hosts/fake-transport.js';
import { inspectHost } from '../../../src/inspect/inspect-host.js';
import { hostAnswer } from '../../support/host-answer.js';
import type { RecordedHost } from '../../support/distribution-hosts.js';
import { recordedHosts } from '../../support/recorded-hosts.js';
import { wholeReading } from '../../support/whole-reading.js';

/**
 * Everything that is read out of hosts whose answers are recorded. `UPDATE_GOLDEN=1 npm test` writes it anew; the diff is
 * then reviewed like any other.
 */
const golden = path.join(path.dirname(fileURLToPath(import.meta.url)), '../../golden/hosts');
const update = process.env.UPDATE_GOLDEN === '1';

async function readingOf({ answers, files = {}, options = {} }: RecordedHost): Promise<string> {
  const host = fakeTransport('node1', [
    {
      when: 'while IFS= read -r path',
      then: ({ args, stdin }) => {
        const paths = stdin.toString().split('\n').filter(Boolean);
        const told = paths.map((name) => ({ ...(files[name] ?? { kind: 'missing' }), path: name }));
        return hostAnswer(args[0] ?? '', told);
      },
    },
    { when: () => true, then: ({ args }) => hostAnswer(args[0] ?? '', answers) },
  ]);
  return wholeReading(await inspectHost(host, { catalogs: loadFlagCatalog, ...options }));
}

describe('what is read out of a host', () => {
  it.each(Object.entries(recordedHosts))('with %s', async (name, host) => {
    const reading = await readingOf(host);
    const file = path.join(golden, `${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.txt`);
    if (update) {
      mkdirSync(golden, { recursive: true });
      writeFileSync(file, reading);
    }
    expect(reading).toBe(readFileSync(file, 'utf8'));
  });
});
