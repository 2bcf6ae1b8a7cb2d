import { afterEach, expect } from 'vitest';
import { HardwayError } from '../../src/kernel/problem.js';
import { generateKey } from '../../src/x509/key-pair.js';
import { testStore, type TestStore } from './pki-store.js';
import { sampleCluster } from './sample-cluster.js';
import { temporaryFolder } from './temporary-folder.js';

const cleanups: (() => void)[] = [];
/** Removes what a test has made, after each test of the file that calls this. */
export function removeAfterEach(): void {
  afterEach(() => {
    for (const cleanup of cleanups.splice(0)) cleanup();
  });
}

/** A store with a PKI in it. */
export async function store(cluster = sampleCluster(1), keys = generateKey): Promise<TestStore> {
  const made = await testStore(cluster, keys);
  cleanups.push(() => {
    made.remove();
  });
  return made;
}

export function emptyFolder(): string {
  const folder = temporaryFolder();
  cleanups.push(() => {
    folder.remove();
  });
  return folder.path;
}

/** The error with which work ends that must fail. */
export async function refusal(work: Promise<unknown>): Promise<HardwayError> {
  const error: unknown = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(HardwayError);
  return error as HardwayError;
}

export const codes = (error: HardwayError): readonly string[] => error.problems.map(({ code }) => code);
