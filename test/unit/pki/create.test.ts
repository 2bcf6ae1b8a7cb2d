import { execFileSync } from 'node:child_process';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadBundle } from '../../../src/app/load-bundle.js';
import { createPki, realSources } from '../../../src/app/pki-create.js';
import { verifyPki } from '../../../src/app/pki-verify.js';
import type { KeyAlgorithm } from '../../../src/cluster/cluster.js';
import { fixedClock, systemClock } from '../../../src/kernel/clock.js';
import { certificatePlan } from '../../../src/pki/plan-certificates.js';
import { pairPaths } from '../../../src/pki/store-paths.js';
import { type GenerateKey, type KeyPair, generateKey } from '../../../src/x509/key-pair.js';
import { opensslVerdicts } from '../../support/openssl.js';
import { storeAt, type TestStore } from '../../support/pki-store.js';
import { sampleCluster } from '../../support/sample-cluster.js';
import { codes, emptyFolder, refusal, removeAfterEach, store } from '../../support/throw-away-store.js';

removeAfterEach();

/** RSA keys are slow to make: one for each authority and one that all leaves share will do. */
function fewRsaKeys(): GenerateKey {
  const keys: Promise<KeyPair>[] = [];
  let next = 0;
  return (algorithm) => {
    const n = Math.min(next++, 3);
    return (keys[n] ??= generateKey(algorithm));
  };
}

/** Every certificate of the plan, judged by OpenSSL under its own authority, leaves for each purpose they have. */
function opensslComplaints({ directory, cluster }: Pick<TestStore, 'directory' | 'cluster'>): readonly string[] {
  const file = (id: string): string => path.join(directory, pairPaths(id).certificate);
  const purposes = { serverAuth: 'sslserver', clientAuth: 'sslclient' } as const;
  const specs = certificatePlan(cluster);
  const groups = new Map<string, string[]>();
  for (const spec of specs) {
    for (const usage of spec.extendedUsages) {
      const key = `${spec.issuer ?? spec.id} ${purposes[usage]}`;
      groups.set(key, [...(groups.get(key) ?? []), file(spec.id)]);
    }
  }
  const leaves = [...groups].flatMap(([key, files]) => {
    const [authority = '', purpose = ''] = key.split(' ');
    return [...opensslVerdicts(file(authority), files, ['-purpose', purpose]).values()];
  });
  const roots = specs
    .filter(({ issuer }) => issuer === null)
    .flatMap(({ id }) => [...opensslVerdicts(file(id), [file(id)]).values()]);
  return [...leaves, ...roots].flatMap((verdict) => verdict ?? []);
}

describe('pki create', () => {
  it.each<KeyAlgorithm>(['ecdsa-p256', 'ecdsa-p384', 'rsa-2048'])(
    'makes with %s what OpenSSL accepts under -x509_strict and X509Certificate finds matching',
    async (algorithm) => {
      const made = await store(
        sampleCluster(1, { pki: { algorithm, validity: { ca: 3650, leaf: 365 } } }),
        fewRsaKeys(),
      );
      expect(opensslComplaints(made)).toEqual([]);
      for (const spec of certificatePlan(made.cluster)) {
        const paths = pairPaths(spec.id);
        const certificate = new X509Certificate(made.read(paths.certificate));
        const authority = new X509Certificate(made.read(pairPaths(spec.issuer ?? spec.id).certificate));
        expect(certificate.checkPrivateKey(createPrivateKey(made.read(paths.key)))).toBe(true);
        expect(certificate.checkIssued(authority) && certificate.verify(authority.publicKey)).toBe(true);
        expect(certificate.ca).toBe(spec.issuer === null);
        for (const name of spec.sans.dns) expect(certificate.checkHost(name)).toBe(name);
        for (const address of spec.sans.ip) expect(certificate.checkIP(address)).toBe(address);
        expect(BigInt(`0x${certificate.serialNumber}`) >> 150n).toBeGreaterThan(0n);
      }
      expect((await verifyPki(made.directory, made.cluster, systemClock)).problems).toEqual([]);
    },
    60_000,
  );

  it('gives key encipherment to RSA servers only, and lets authorities sign and nothing else', async () => {
    const usages = (made: TestStore, file: string): string =>
      execFileSync('openssl', ['x509', '-in', path.join(made.directory, file), '-noout', '-ext', 'keyUsage'], {
        encoding: 'utf8',
      })
        .split('\n')[1]
        ?.trim() ?? '';
    const pki = { algorithm: 'rsa-2048' as const, validity: { ca: 3650, leaf: 365 } };
    const rsa = await store(sampleCluster(1, { pki }), fewRsaKeys());
    const ec = await store();
    expect(usages(rsa, 'hosts/node1/apiserver.crt')).toBe('Digital Signature, Key Encipherment');
    expect(usages(rsa, 'admin.crt')).toBe('Digital Signature');
    expect(usages(ec, 'hosts/node1/apiserver.crt')).toBe('Digital Signature');
    expect(usages(ec, 'ca.crt')).toBe('Certificate Sign');
  });

  it('keeps everything the second time, byte for byte', async () => {
    const made = await store();
    const before = made.snapshot();
    const again = await createPki(made.directory, made.cluster);
    expect(again.items.map(({ action }) => action)).toEqual(again.items.map(() => 'keep'));
    expect(made.snapshot()).toBe(before);
  });

  it('makes keys 0600 and folders 0700, whatever the umask', async () => {
    const umask = process.umask(0);
    try {
      const made = await store();
      const lines = made.snapshot().split('\n');
      expect(lines.filter((line) => /\.(key|yaml)$/.test(line) && !line.startsWith('600 '))).toEqual([]);
      expect(lines.filter((line) => line.includes(' folder ') && !line.startsWith('700 '))).toEqual([]);
      expect(lines.filter((line) => line.endsWith('.crt') && !line.startsWith('644 '))).toEqual([]);
    } finally {
      process.umask(umask);
    }
  });

  it('makes the leaves of a host that has joined the config, and touches nothing else', async () => {
    const made = await store(sampleCluster(1));
    const before = made.snapshot().split('\n');
    const grown = sampleCluster(2, { controlPlane: made.cluster.controlPlane });
    const { items } = await createPki(made.directory, grown);
    const created = items.filter(({ action }) => action === 'create').map(({ id }) => id);
    expect(created).toHaveLength(9);
    expect(created.every((id) => id.startsWith('node2/'))).toBe(true);
    expect(made.snapshot().split('\n')).toEqual(expect.arrayContaining(before));
  });

  it('certifies a key that has lost its certificate instead of replacing it', async () => {
    const made = await store();
    const key = made.read('admin.key');
    rmSync(path.join(made.directory, 'admin.crt'));
    const { items } = await createPki(made.directory, made.cluster);
    expect(items.find(({ id }) => id === 'admin')).toMatchObject({ action: 'create' });
    expect(made.read('admin.key')).toBe(key);
    expect(new X509Certificate(made.read('admin.crt')).checkPrivateKey(createPrivateKey(key))).toBe(true);
  });

  it('reports a leaf that no longer fits the config, with the command, and leaves it alone', async () => {
    const made = await store();
    const before = made.snapshot();
    const controlPlane = { ...made.cluster.controlPlane, certSANs: ['api.example.org'] };
    const result = await createPki(made.directory, sampleCluster(1, { controlPlane }));
    expect(result.items.find(({ id }) => id === 'node1/apiserver')).toMatchObject({ action: 'report' });
    expect(result.problems).toMatchObject([
      { code: 'pki-names', severity: 'error', fix: 'issue it anew: hardway pki renew node1/apiserver' },
    ]);
    expect(made.snapshot()).toBe(before);
  });

  it.each([
    ['the key of an authority', ['ca.key'], 'pki-authority-incomplete'],
    ['the certificate of an authority', ['etcd/ca.crt'], 'pki-authority-incomplete'],
    ['a whole authority whose leaves are there', ['front-proxy-ca.crt', 'front-proxy-ca.key'], 'pki-authority-missing'],
    ['the service-account key', ['sa.key', 'sa.pub'], 'pki-missing'],
    ['the encryption key', ['encryption-key.yaml'], 'pki-missing'],
  ])('stops when %s is missing from a store in use, and makes nothing', async (_, files, code) => {
    const made = await store();
    for (const file of [...files, 'admin.crt', 'admin.key']) rmSync(path.join(made.directory, file));
    const before = made.snapshot();
    const error = await refusal(createPki(made.directory, made.cluster));
    expect(error.exitCode).toBe(6);
    expect(codes(error)).toContain(code);
    expect(made.snapshot()).toBe(before);
  });

  it('takes authorities that the operator has brought, and makes the rest under them', async () => {
    const origin = await store();
    const directory = path.join(emptyFolder(), 'pki');
    mkdirSync(directory, { mode: 0o700 });
    for (const file of ['ca.crt', 'ca.key'])
      copyFileSync(path.join(origin.directory, file), path.join(directory, file));
    const { items } = await createPki(directory, origin.cluster);
    expect(items.find(({ id }) => id === 'kubernetes-ca')).toMatchObject({ action: 'keep' });
    const made = storeAt(directory, origin.cluster);
    expect(made.read('ca.crt')).toBe(origin.read('ca.crt'));
    expect(opensslComplaints(made)).toEqual([]);
  });

  it('writes the public half of the service-account key anew from the private one', async () => {
    const made = await store();
    const publicKey = made.read('sa.pub');
    rmSync(path.join(made.directory, 'sa.pub'));
    await createPki(made.directory, made.cluster);
    expect(made.read('sa.pub')).toBe(publicKey);
  });

  it('never lets a leaf outlive its authority, and says so', async () => {
    const cluster = sampleCluster(1, { pki: { algorithm: 'ecdsa-p256', validity: { ca: 30, leaf: 365 } } });
    const directory = path.join(emptyFolder(), 'pki');
    const { problems } = await createPki(directory, cluster);
    expect(problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(
      Array<string>(3).fill('warning pki-dates'),
    );
    const made = storeAt(directory, cluster);
    const ends = (file: string) => new X509Certificate(made.read(file)).validTo;
    expect(ends('admin.crt')).toBe(ends('ca.crt'));
  });

  it('issues nothing under an authority that has expired', async () => {
    const cluster = sampleCluster(1);
    const directory = path.join(emptyFolder(), 'pki');
    await createPki(directory, cluster, { ...realSources, clock: fixedClock('2010-01-01T00:00:00Z') });
    const made = storeAt(directory, cluster);
    rmSync(path.join(directory, 'admin.crt'));
    rmSync(path.join(directory, 'admin.key'));
    const before = made.snapshot();
    const error = await refusal(createPki(directory, cluster));
    expect(codes(error)).toEqual(['pki-expired', 'pki-expired', 'pki-expired']);
    expect(made.snapshot()).toBe(before);
  });

  it('gives a bundle of everything, in which keys do not print', async () => {
    const made = await store();
    const { bundle, warnings } = await loadBundle(made.directory, made.cluster, systemClock);
    expect(warnings).toEqual([]);
    expect([...bundle.certificates.keys()].sort()).toEqual(
      certificatePlan(made.cluster)
        .map(({ id }) => id)
        .sort(),
    );
    expect([...bundle.certificates.values()].every(({ key }) => key !== undefined)).toBe(true);
    expect(bundle.encryptionKey.key.length).toBe(32);
    expect(JSON.stringify(bundle)).not.toContain('PRIVATE');
  });

  it('says which command makes a store when there is none', async () => {
    const error = await refusal(loadBundle(path.join(emptyFolder(), 'pki'), sampleCluster(1), systemClock));
    expect(error.exitCode).toBe(6);
    expect(error.problems).toMatchObject([{ code: 'pki-missing', fix: 'make them: hardway pki create' }]);
  });
});
