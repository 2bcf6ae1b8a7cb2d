import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBundle } from '../../../src/app/load-bundle.js';
import { createPki, realSources } from '../../../src/app/pki-create.js';
import { verifyPki } from '../../../src/app/pki-verify.js';
import { systemClock } from '../../../src/kernel/clock.js';
import type { HardwayError } from '../../../src/kernel/problem.js';
import { certificatePlan } from '../../../src/pki/plan-certificates.js';
import { pairPaths } from '../../../src/pki/store-paths.js';
import { storeAt } from '../../support/pki-store.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { codes, emptyFolder, refusal, removeAfterEach, store } from '../../support/throw-away-store.js';

removeAfterEach();

describe('the store under adverse conditions', () => {
  /** A store as a run leaves it that was killed right after its commit: all new files wait in the committed folder. */
  function commitPending(directory: string, files: Readonly<Record<string, string>>): void {
    const waiting = path.join(directory, '.committed');
    mkdirSync(waiting, { mode: 0o700 });
    for (const [file, text] of Object.entries(files)) {
      writeFileSync(path.join(waiting, encodeURIComponent(file)), text, { mode: 0o600 });
    }
  }

  it('reads what a killed run had committed, and the next run moves it to its place', async () => {
    const cluster = sampleCluster(1);
    const [made, other] = [await store(cluster), await store(cluster)];
    const directory = path.join(emptyFolder(), 'pki');
    mkdirSync(directory, { mode: 0o700 });
    const paths = certificatePlan(cluster).flatMap(({ id }) => [pairPaths(id).certificate, pairPaths(id).key]);
    const all = [...paths, 'sa.key', 'sa.pub', 'encryption-key.yaml'];
    commitPending(directory, Object.fromEntries(all.map((file) => [file, made.read(file)])));
    expect((await loadBundle(directory, cluster, systemClock)).bundle.certificates.size).toBe(14);
    const { created } = await createPki(directory, cluster);
    expect(created).toBe(0);
    const recovered = storeAt(directory, cluster);
    for (const file of all) expect(recovered.read(file)).toBe(made.read(file));
    expect(recovered.snapshot()).not.toContain('.committed');
    expect(other.read('ca.key')).not.toBe(made.read('ca.key'));
  });

  it('ignores and removes what a killed run had not committed', async () => {
    const made = await store();
    mkdirSync(path.join(made.directory, '.staging-abc'), { mode: 0o700 });
    writeFileSync(path.join(made.directory, '.staging-abc', 'ca.crt'), 'half a certif');
    await createPki(made.directory, made.cluster);
    expect(made.snapshot()).not.toContain('.staging');
    expect((await verifyPki(made.directory, made.cluster, systemClock)).sound).toBe(true);
  });

  it('stops with 7 while a living process holds the lock, and takes over that of a dead one', async () => {
    const made = await store();
    const lock = path.join(made.directory, '.lock');
    writeFileSync(lock, `${process.ppid}\n`);
    const error = await refusal(createPki(made.directory, made.cluster));
    expect(error.exitCode).toBe(7);
    writeFileSync(lock, '4194305\n');
    expect((await createPki(made.directory, made.cluster)).created).toBe(0);
  });

  it('makes one sound store when several runs race', async () => {
    const directory = path.join(emptyFolder(), 'pki');
    const cluster = sampleCluster(1);
    const runs = await Promise.allSettled([1, 2, 3].map(() => createPki(directory, cluster)));
    const made = runs.filter(({ status }) => status === 'fulfilled').length;
    expect(made).toBeGreaterThan(0);
    for (const run of runs) {
      if (run.status === 'rejected') expect((run.reason as HardwayError).exitCode).toBe(7);
    }
    expect((await verifyPki(directory, cluster, systemClock)).problems).toEqual([]);
  });

  it('refuses a store or a file in it that is a symbolic link', async () => {
    const made = await store();
    const link = path.join(emptyFolder(), 'link');
    symlinkSync(made.directory, link);
    expect(codes(await refusal(createPki(link, made.cluster)))).toEqual(['pki-unreadable']);
    expect(codes(await refusal(loadBundle(link, made.cluster, systemClock)))).toContain('pki-unreadable');
    rmSync(path.join(made.directory, 'admin.crt'));
    symlinkSync('/etc/passwd', path.join(made.directory, 'admin.crt'));
    expect(codes(await refusal(loadBundle(made.directory, made.cluster, systemClock)))).toContain('pki-unreadable');
  });

  it('leaves no folder behind when it refuses before the first file', async () => {
    const folder = emptyFolder();
    const directory = path.join(folder, 'pki');
    const failing = { ...realSources, generateKey: () => Promise.reject(new Error('no entropy')) };
    await expect(createPki(directory, sampleCluster(1), failing)).rejects.toThrow('no entropy');
    expect(storeAt(folder).snapshot()).toBe('');
  });
});
