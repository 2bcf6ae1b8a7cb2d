import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { verifyPki } from '../../src/app/pki-verify.js';
import { systemClock } from '../../src/kernel/clock.js';
import type { Problem } from '../../src/kernel/problem.js';
import { Secret } from '../../src/kernel/secret.js';
import { certificatePlan } from '../../src/pki/plan-certificates.js';
import { keyPairOf } from '../../src/x509/key-pair.js';
import { oddCertificate, type OddCertificate, type TestPair } from './odd-certificate.js';
import { testStore, type TestStore } from './pki-store.js';

/** The store of the test file that calls `useStore`, and its files as they were. */
export let store: TestStore;
export let untouched: ReadonlyMap<string, string>;

const material = ['ca.crt', 'ca.key', 'front-proxy-ca.crt', 'front-proxy-ca.key', 'etcd/ca.crt', 'etcd/ca.key'];
const leafFiles = ['admin.crt', 'admin.key', 'sa.key', 'sa.pub', 'encryption-key.yaml'];
const hostFiles = ['apiserver', 'etcd-peer'].flatMap((name) => [`hosts/node1/${name}.crt`, `hosts/node1/${name}.key`]);

/** Gives a test file a store of its own; what a test replaces in it is put back after the test. */
export function useStore(): void {
  beforeAll(async () => {
    store = await testStore();
    untouched = new Map([...material, ...leafFiles, ...hostFiles].map((file) => [file, store.read(file)]));
  });
  afterEach(() => {
    for (const [file, text] of untouched) {
      rmSync(path.join(store.directory, file), { force: true, recursive: true });
      store.write(file, text);
    }
  });
  afterAll(() => {
    store.remove();
  });
}

export interface Found {
  readonly problems: readonly Problem[];
  readonly sound: boolean;
}

/** What `pki verify` says once files have been replaced; only about those files when asked. */
export async function verified(files: Readonly<Record<string, string | Buffer>>, clock = systemClock): Promise<Found> {
  for (const [file, text] of Object.entries(files)) store.write(file, text);
  return verifyPki(store.directory, store.cluster, clock);
}

/** What was said of one file. */
export function about({ problems }: Found, file: string): readonly Problem[] {
  return problems.filter(({ where }) => where.file === path.join(store.directory, file));
}

/** All sentences, for matching. */
export const whats = (problems: readonly Problem[]): string => problems.map(({ what }) => what).join('\n');

/** What the plan of the sample cluster wants of a certificate. */
export const specOf = (id: string) => {
  const spec = certificatePlan(store.cluster).find((one) => one.id === id);
  if (spec === undefined) throw new Error(id);
  return spec;
};

/** The key pair in a file of the untouched store. */
export function keysOf(file: string): TestPair {
  return keyPairOf(new Secret(untouched.get(file) ?? ''));
}

/** A certificate for a leaf of the store, right but for what the test changes, with the key that lies beside it. */
export function leaf(id: 'admin' | 'node1/apiserver' | 'node1/etcd-peer', odd: Partial<OddCertificate> = {}): string {
  const spec = specOf(id);
  const usages = { serverAuth: '1.3.6.1.5.5.7.3.1', clientAuth: '1.3.6.1.5.5.7.3.2' };
  const authority = spec.issuer === 'etcd-ca' ? 'etcd/ca.key' : 'ca.key';
  return oddCertificate({
    subject: spec.subject,
    keys: keysOf(id === 'admin' ? 'admin.key' : `hosts/${id}.key`),
    signer: { subject: specOf(spec.issuer ?? '').subject, keys: keysOf(authority) },
    ...(spec.sans.dns.length > 0 ? { sans: spec.sans } : {}),
    extended: spec.extendedUsages.map((usage) => usages[usage]),
    ...odd,
  });
}

/** A Kubernetes CA with the key of the store's, right but for what the test changes. */
export const authority = (odd: Partial<OddCertificate> = {}): string =>
  oddCertificate({
    subject: { commonName: 'kubernetes', organizations: [] },
    keys: keysOf('ca.key'),
    authority: true,
    ...odd,
  });
