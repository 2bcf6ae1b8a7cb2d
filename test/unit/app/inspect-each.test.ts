import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { inspect, inspectEach, type InspectRequest } from '../../../src/app/inspect.js';
import { inspectFile } from '../../../src/app/inspect-file.js';
import type { Inspection } from '../../../src/inspect/effective-flag.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const folder = temporaryFolder();
afterAll(() => {
  folder.remove();
});

const count = 30;
const sources = Array.from({ length: count }, (_, n) => {
  const file = path.join(folder.path, `${n}.yaml`);
  const words = ['kube-apiserver', `--advertise-address=198.51.100.${n}`, `--v=${n % 2}`, '--token-auth-file=a'];
  const command = words.map((word) => `        - ${word}\n`).join('');
  const image = 'registry.k8s.io/kube-apiserver:v1.29.1';
  writeFileSync(
    file,
    `kind: Pod\nspec:\n  containers:\n    - name: kube-apiserver\n      image: ${image}\n      command:\n${command}`,
  );
  return file;
});

const request: InspectRequest = { sources, hosts: [], config: 'none.yaml', stdin: Readable.from([]), effective: false };

/** Collects garbage, once everything that is under way has had its turn. */
async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const gc = runInNewContext('gc') as () => void;
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setTimeout(resolve, 5));
    gc();
  }
}

describe('many sources', () => {
  it('are read one by one, each when the one before has been taken', async () => {
    const read: string[] = [];
    const each = inspectEach(request, (file, ...more) => {
      read.push(file);
      return inspectFile(file, ...more);
    });
    for (let n = 1; n <= 3; n++) {
      await each.next();
      expect(read).toEqual(sources.slice(0, n));
    }
    await each.return(undefined as never);
    expect(read).toHaveLength(3);
  });

  it('are forgotten: of what was read and given nothing is kept', async () => {
    const held: WeakRef<Inspection>[] = [];
    const each = inspectEach(request, async (...given) => {
      const inspection = await inspectFile(...given);
      held.push(new WeakRef(inspection));
      for (const component of inspection.components) {
        held.push(new WeakRef(component as unknown as Inspection));
        for (const flag of Object.values(component.flags)) held.push(new WeakRef(flag as unknown as Inspection));
      }
      return inspection;
    });
    for (let n = 0; n < count - 1; n++) await each.next();
    await collectGarbage();
    // The last one is still in the hands of the generator.
    const ofOne = held.length / (count - 1);
    expect(held.filter((one) => one.deref() !== undefined).length).toBeLessThanOrEqual(ofOne);
    await each.next();
    const end = await each.next();
    expect(end).toMatchObject({ done: true, value: { exitCode: 0, matrix: [{ component: 'kube-apiserver' }] } });
  });

  it('give the same matrix as when they are kept', async () => {
    const { inspection } = await inspect(request);
    expect(inspection.components).toHaveLength(count);
    const [matrix] = inspection.matrix ?? [];
    expect(matrix?.hosts).toEqual(sources);
    expect(matrix?.rows.map(({ flag }) => flag)).toEqual(['advertise-address', 'v']);
    expect(matrix?.rows[1]?.values[sources[3] ?? '']).toBe('1');
  });

  it('can be interrupted between two', async () => {
    const stop = new AbortController();
    const each = inspectEach({ ...request, signal: stop.signal });
    await each.next();
    stop.abort(new DOMException('stopped', 'AbortError'));
    await expect(each.next()).rejects.toThrow('stopped');
  });
});
