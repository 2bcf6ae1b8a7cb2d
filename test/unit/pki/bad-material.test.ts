import { generateKeyPairSync } from 'node:crypto';
import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { verifyPki } from '../../../src/app/pki-verify.js';
import { fixedClock, systemClock } from '../../../src/kernel/clock.js';
import type { Problem } from '../../../src/kernel/problem.js';
import { certificatePlan } from '../../../src/pki/plan-certificates.js';
import { encoded, integer, sequence, time } from '../../../src/x509/der.js';
import { keyPairOf } from '../../../src/x509/key-pair.js';
import { readCertificateFile } from '../../../src/x509/certificate-file.js';
import { Secret } from '../../../src/kernel/secret.js';
import { ecKey, extension, oddCertificate, type OddCertificate, type TestPair } from '../../support/odd-certificate.js';
import { testStore, type TestStore } from '../../support/pki-store.js';

// The numbers are those of the list of bad inputs in the design notes; each row is a way in which operators' material
// has been seen to be wrong.

let store: TestStore;
let untouched: ReadonlyMap<string, string>;

const material = ['ca.crt', 'ca.key', 'front-proxy-ca.crt', 'front-proxy-ca.key', 'etcd/ca.crt', 'etcd/ca.key'];
const leafFiles = ['admin.crt', 'admin.key', 'sa.key', 'sa.pub', 'encryption-key.yaml'];
const hostFiles = ['apiserver', 'etcd-peer'].flatMap((name) => [`hosts/node1/${name}.crt`, `hosts/node1/${name}.key`]);

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

interface Found {
  readonly problems: readonly Problem[];
  readonly sound: boolean;
}

/** What `pki verify` says once files have been replaced; only about those files when asked. */
async function verified(files: Readonly<Record<string, string | Buffer>>, clock = systemClock): Promise<Found> {
  for (const [file, text] of Object.entries(files)) store.write(file, text);
  return verifyPki(store.directory, store.cluster, clock);
}

function about({ problems }: Found, file: string): readonly Problem[] {
  return problems.filter(({ where }) => where.file === path.join(store.directory, file));
}

const whats = (problems: readonly Problem[]): string => problems.map(({ what }) => what).join('\n');

const specOf = (id: string) => {
  const spec = certificatePlan(store.cluster).find((one) => one.id === id);
  if (spec === undefined) throw new Error(id);
  return spec;
};

function keysOf(file: string): TestPair {
  return keyPairOf(new Secret(untouched.get(file) ?? ''));
}

/** A certificate for a leaf of the store, right but for what the test changes, with the key that lies beside it. */
function leaf(id: 'admin' | 'node1/apiserver' | 'node1/etcd-peer', odd: Partial<OddCertificate> = {}): string {
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
const authority = (odd: Partial<OddCertificate> = {}): string =>
  oddCertificate({
    subject: { commonName: 'kubernetes', organizations: [] },
    keys: keysOf('ca.key'),
    authority: true,
    ...odd,
  });

describe('the builder that the rows use', () => {
  it('makes sound certificates when nothing is changed', async () => {
    const found = await verified({
      'ca.crt': authority(),
      'admin.crt': leaf('admin'),
      'hosts/node1/apiserver.crt': leaf('node1/apiserver'),
      'hosts/node1/etcd-peer.crt': leaf('node1/etcd-peer'),
    });
    expect(found.problems).toEqual([]);
  });
});

describe('row 47: what is no PEM, or a broken one', () => {
  const good = (): string => untouched.get('admin.crt') ?? '';
  it.each<[string, () => string | Buffer, string, RegExp]>([
    ['an empty file', () => '', 'pki-not-pem', /the file is empty/],
    ['text', () => 'hello\n', 'pki-not-pem', /no PEM block/],
    ['a web page', () => '<!DOCTYPE html><html></html>', 'pki-not-pem', /a web page/],
    ['DER', () => Buffer.from(good().replace(/-----.*-----|\n/g, ''), 'base64'), 'pki-not-pem', /is DER, not PEM/],
    ['a wrong label', () => good().replaceAll('CERTIFICATE', 'X509 CRL'), 'pki-not-a-certificate', /labelled X509 CRL/],
    ['a BEGIN without END', () => '-----BEGIN CERTIFICATE-----\n', 'pki-not-pem', /has no end/],
    ['cut base64', () => good().replace(/.{5}\n-----END/, '\n-----END'), 'pki-not-pem', /cut off/],
    [
      'base64 of something else',
      () => good().replace(/\n[\s\S]*\n-----END/, '\nAAAA\n-----END'),
      'pki-malformed',
      /encoding is broken/,
    ],
    [
      'two labels in one block',
      () => good().replace('END CERTIFICATE', 'END X509 CRL'),
      'pki-not-pem',
      /ends as X509 CRL/,
    ],
    ['10 000 blocks', () => good().repeat(10_000).slice(0, 1_000_000), 'pki-not-pem', /more than 1000 blocks/],
    ['two certificates', () => good().repeat(2), 'pki-several-certificates', /2 certificates/],
  ])('%s is named', async (_, text, code, what) => {
    const found = about(await verified({ 'admin.crt': text() }), 'admin.crt');
    expect(found.map((p) => p.code)).toContain(code);
    expect(whats(found)).toMatch(what);
  });

  it('names the line of the broken block', async () => {
    const found = about(await verified({ 'admin.crt': `a comment\n\n-----BEGIN CERTIFICATE-----\n!!\n` }), 'admin.crt');
    expect(found[0]?.where.line).toBe(3);
  });

  it('accepts CRLF and text before the block', async () => {
    const found = await verified({ 'admin.crt': `subject=admin\r\n${good().replaceAll('\n', '\r\n')}` });
    expect(found.problems).toEqual([]);
  });
});

describe('row 48: a key that does not belong to its certificate', () => {
  it.each<[string, () => TestPair]>([
    ['of the same curve', () => ecKey()],
    ['of another curve', () => ecKey('P-384')],
    ['of another kind', () => generateKeyPairSync('rsa', { modulusLength: 2048 })],
  ])('%s is shown with both fingerprints', async (_, make) => {
    const pem = make().privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
    const found = about(await verified({ 'admin.key': pem }), 'admin.key');
    expect(found.map((p) => p.code)).toEqual(['pki-key-mismatch']);
    expect(found[0]?.what.match(/sha256:[0-9a-f]{64}/g)).toHaveLength(2);
  });
});

describe('row 49: keys and certificates in each other’s place', () => {
  it('names both when they are swapped, and shows neither', async () => {
    const [certificate = '', key = ''] = [untouched.get('admin.crt'), untouched.get('admin.key')];
    const found = await verified({ 'admin.crt': key, 'admin.key': certificate });
    expect(whats(about(found, 'admin.crt'))).toContain('a private key lies where a certificate belongs');
    expect(whats(about(found, 'admin.key'))).toContain('a certificate lies where the private key belongs');
    expect(JSON.stringify(found)).not.toContain(key.split('\n')[1]);
  });

  it('refuses a private key inside the file of an authority', async () => {
    const found = await verified({ 'ca.crt': `${untouched.get('ca.crt') ?? ''}${untouched.get('ca.key') ?? ''}` });
    expect(about(found, 'ca.crt').map((p) => p.code)).toContain('pki-not-a-certificate');
    expect(found.sound).toBe(false);
  });
});

describe('row 50: the usual forms of keys are accepted', () => {
  it('SEC1 and PKCS#8', async () => {
    const { privateKey } = keysOf('admin.key');
    for (const type of ['sec1', 'pkcs8'] as const) {
      const text = privateKey.export({ type, format: 'pem' }) as string;
      expect((await verified({ 'admin.key': text })).problems).toEqual([]);
    }
  });

  it('PKCS#1, and SEC1 with its block of parameters', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pkcs1 = rsa.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
    expect((await verified({ 'admin.key': pkcs1, 'admin.crt': leaf('admin', { keys: rsa }) })).problems).toEqual([]);
    const sec1 = keysOf('ca.key').privateKey.export({ type: 'sec1', format: 'pem' }) as string;
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    expect(about(await verified({ 'ca.key': parameters + sec1 }), 'ca.key')).toEqual([]);
  });
});

describe('rows 51 and 52: keys that no component can read', () => {
  it.each<[string, () => string | Buffer, RegExp]>([
    [
      'encrypted PKCS#8',
      () => ecKey().privateKey.export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /encrypted/,
    ],
    [
      'encrypted in the old way',
      () => ecKey().privateKey.export({ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /encrypted/,
    ],
    ['of OpenSSH', () => '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n', /OpenSSH/],
    ['public', () => ecKey().publicKey.export({ type: 'spki', format: 'pem' }), /public key/],
    ['PKCS#12', () => Buffer.from('308201000201030000', 'hex'), /PKCS#12/],
  ])('%s is named', async (_, text, what) => {
    expect(whats(about(await verified({ 'admin.key': text() }), 'admin.key'))).toMatch(what);
  });
});

describe('row 53: keys that are too weak, too large or of a foreign kind', () => {
  const pem = ({ privateKey }: TestPair): string => privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
  it.each<[string, () => TestPair, RegExp]>([
    ['RSA 512', () => generateKeyPairSync('rsa', { modulusLength: 512 }), /512 bits/],
    ['RSA 1024', () => generateKeyPairSync('rsa', { modulusLength: 1024 }), /1024 bits/],
    ['an exponent of 3', () => generateKeyPairSync('rsa', { modulusLength: 2048, publicExponent: 3 }), /exponent 3/],
    ['P-192', () => ecKey('prime192v1'), /prime192v1/],
    ['secp256k1', () => ecKey('secp256k1'), /secp256k1/],
    ['Ed25519', () => generateKeyPairSync('ed25519'), /ed25519/],
  ])('%s is refused', async (_, make, what) => {
    const keys = make();
    const found = about(await verified({ 'admin.key': pem(keys), 'admin.crt': leaf('admin', { keys }) }), 'admin.crt');
    expect(found.map((p) => p.code)).toContain('pki-weak');
    expect(whats(found)).toMatch(what);
  });

  it('P-384 and P-521 are accepted', async () => {
    for (const curve of ['P-384', 'P-521']) {
      const keys = ecKey(curve);
      const found = await verified({ 'admin.key': pem(keys), 'admin.crt': leaf('admin', { keys }) });
      expect(found.problems).toEqual([]);
    }
  });
});

describe('row 54: signatures with broken hashes', () => {
  it('refuses SHA-1 on a leaf and on an authority', async () => {
    const found = await verified({
      'admin.crt': leaf('admin', { hash: 'sha1' }),
      'ca.crt': authority({ hash: 'sha1' }),
    });
    expect(whats(about(found, 'admin.crt'))).toContain('SHA-1');
    expect(whats(about(found, 'ca.crt'))).toContain('SHA-1');
    expect(found.sound).toBe(false);
  });

  it('refuses MD5', async () => {
    const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const text = oddCertificate({ subject: specOf('admin').subject, keys: rsa, hash: 'md5' });
    expect(whats(about(await verified({ 'admin.crt': text }), 'admin.crt'))).toContain('MD5');
  });
});

describe('row 55: dates of authorities', () => {
  const at = (iso: string) => new Date(iso);
  it('names the day on which an authority expired', async () => {
    const dates = { notBefore: at('2020-01-01T00:00:00Z'), notAfter: at('2021-01-01T00:00:00Z') };
    const found = about(await verified({ 'ca.crt': authority(dates) }), 'ca.crt');
    expect(found).toMatchObject([{ code: 'pki-expired', what: 'it expired on 2021-01-01T00:00:00Z' }]);
  });

  it('names an authority that begins in the future, with the time of this machine', async () => {
    const found = await verified({}, fixedClock('2001-01-01T00:00:00Z'));
    const ca = about(found, 'ca.crt').find(({ code }) => code === 'pki-not-yet-valid');
    expect(ca?.what).toContain('it is 2001-01-01T00:00:00Z now');
  });

  it('warns when a leaf is valid for longer than its authority', async () => {
    const notAfter = new Date(Date.now() + 4000 * 86_400_000);
    const found = await verified({ 'admin.crt': leaf('admin', { notAfter }) });
    expect(about(found, 'admin.crt')).toMatchObject([{ code: 'pki-dates', severity: 'warning' }]);
    expect(found.sound).toBe(true);
  });
});

describe('row 56: authorities that are none', () => {
  it.each<[string, Partial<OddCertificate>, RegExp]>([
    ['without basic constraints', { basicConstraints: null }, /no basic constraints/],
    ['with CA:FALSE', { basicConstraints: { ca: false } }, /CA:FALSE/],
    ['with basic constraints that are not critical', { basicConstraints: { critical: false } }, /not critical/],
    ['without keyCertSign', { usage: 0x80 }, /key usage is digitalSignature/],
    ['without key usage', { usage: null }, /no key usage/],
    ['of version 1', { version: 1 }, /version 1/],
  ])('%s are refused', async (_, odd, what) => {
    const found = await verified({ 'ca.crt': authority(odd) });
    expect(whats(about(found, 'ca.crt'))).toMatch(what);
    expect(found.sound).toBe(false);
  });

  it('accepts a path length of 0, since nothing but leaves is signed', async () => {
    expect((await verified({ 'ca.crt': authority({ basicConstraints: { pathLength: 0 } }) })).problems).toEqual([]);
  });
});

describe('rows 57 to 59: chains', () => {
  it('refuses a leaf that is an authority itself', async () => {
    const found = await verified({ 'admin.crt': leaf('admin', { basicConstraints: { ca: true }, usage: 0x84 }) });
    expect(whats(about(found, 'admin.crt'))).toContain('an authority itself');
  });

  it('tells a signer of the same name with another key', async () => {
    const other = ecKey();
    const signer = { subject: specOf('kubernetes-ca').subject, keys: other };
    const found = await verified({ 'admin.crt': leaf('admin', { signer }) });
    expect(whats(about(found, 'admin.crt'))).toContain('same name, other key');
    const forged = await verified({ 'admin.crt': leaf('admin', { signer, authorityKey: null }) });
    expect(whats(about(forged, 'admin.crt'))).toContain('signature was not made with the key');
  });

  it('names the authority that a leaf really comes from', async () => {
    const signer = { subject: specOf('etcd-ca').subject, keys: keysOf('etcd/ca.key') };
    const found = await verified({ 'admin.crt': leaf('admin', { signer }) });
    expect(whats(about(found, 'admin.crt'))).toContain(
      'it is issued by CN=etcd-ca, and kubernetes-ca is CN=kubernetes',
    );
  });
});

describe('row 60: serial numbers', () => {
  it.each<[string, Buffer, RegExp]>([
    ['0', Buffer.from([0]), /is 0/],
    ['negative ones', Buffer.from('f0'.repeat(16), 'hex'), /negative/],
    ['more than 20 octets', Buffer.from('41'.repeat(21), 'hex'), /21 octets/],
  ])('%s are refused', async (_, serial, what) => {
    const found = await verified({ 'ca.crt': authority({ serial }), 'admin.crt': leaf('admin', { serial }) });
    expect(whats(about(found, 'ca.crt'))).toMatch(what);
    expect(whats(about(found, 'admin.crt'))).toMatch(what);
    expect(found.sound).toBe(false);
  });

  it('short ones get a warning, and one number given twice is refused', async () => {
    const serial = Buffer.from([1]);
    const found = await verified({
      'admin.crt': leaf('admin', { serial }),
      'hosts/node1/apiserver.crt': leaf('node1/apiserver', { serial }),
    });
    expect(about(found, 'hosts/node1/apiserver.crt').map((p) => `${p.severity} ${p.code}`)).toContain(
      'warning pki-serial',
    );
    expect(whats(about(found, 'admin.crt'))).toContain('it has the serial number of node1/apiserver');
  });
});

describe('row 61: names', () => {
  it('lists everything that a serving certificate with a common name only lacks', async () => {
    const found = await verified({
      'hosts/node1/apiserver.crt': leaf('node1/apiserver', { sans: { dns: [], ip: [] } }),
    });
    const what = whats(about(found, 'hosts/node1/apiserver.crt'));
    expect(what).toContain('no names but its common name');
    for (const name of [...specOf('node1/apiserver').sans.dns, ...specOf('node1/apiserver').sans.ip]) {
      expect(what).toContain(name);
    }
  });

  it('lists the service address and the peer address that are missing', async () => {
    const apiserver = specOf('node1/apiserver').sans;
    const peer = specOf('node1/etcd-peer').sans;
    const found = await verified({
      'hosts/node1/apiserver.crt': leaf('node1/apiserver', {
        sans: { dns: apiserver.dns, ip: apiserver.ip.filter((address) => address !== '10.32.0.1') },
      }),
      'hosts/node1/etcd-peer.crt': leaf('node1/etcd-peer', {
        sans: { dns: peer.dns, ip: peer.ip.filter((address) => address !== '198.51.100.11') },
      }),
    });
    expect(whats(about(found, 'hosts/node1/apiserver.crt'))).toBe('it lacks 10.32.0.1');
    expect(whats(about(found, 'hosts/node1/etcd-peer.crt'))).toBe('it lacks 198.51.100.11');
  });

  it('does not take an address that is written as a DNS name', async () => {
    const { dns, ip } = specOf('node1/apiserver').sans;
    const sans = { dns: [...dns, ...ip], ip: [] };
    const found = about(
      await verified({ 'hosts/node1/apiserver.crt': leaf('node1/apiserver', { sans }) }),
      'hosts/node1/apiserver.crt',
    );
    expect(whats(found)).toContain(`it lacks ${ip.join(', ')}`);
    expect(whats(found)).toContain('addresses written as DNS names');
  });
});

describe('row 62: usages', () => {
  it.each<[string, readonly string[] | null, string, RegExp]>([
    ['an etcd peer that may only serve', ['1.3.6.1.5.5.7.3.1'], 'error', /may not be used for clientAuth/],
    ['any usage', ['2.5.29.37.0'], 'warning', /anyExtendedKeyUsage/],
    ['none', null, 'warning', /no extended key usage/],
    ['another one', ['1.3.6.1.5.5.7.3.4'], 'error', /serverAuth and clientAuth/],
  ])('%s is found', async (_, extended, severity, what) => {
    const found = about(
      await verified({ 'hosts/node1/etcd-peer.crt': leaf('node1/etcd-peer', { extended }) }),
      'hosts/node1/etcd-peer.crt',
    );
    expect(found.map((p) => p.severity)).toEqual([severity]);
    expect(whats(found)).toMatch(what);
  });
});

describe('row 63: what an authority forbids', () => {
  const constrained = (permitted: string) => {
    const subtree = encoded(
      Buffer.from([0x30, permitted.length + 2, 0x82, permitted.length, ...Buffer.from(permitted)]),
    );
    const list = sequence(subtree);
    // [0] IMPLICIT: the tag of the SEQUENCE is replaced.
    return extension('2.5.29.30', true, sequence({ ...list, tagClass: 0x80, type: 0 }));
  };

  it('names the names that name constraints exclude', async () => {
    const found = await verified({ 'ca.crt': authority({ more: [constrained('example.org')] }) });
    expect(whats(about(found, 'hosts/node1/apiserver.crt'))).toMatch(/forbid .*kubernetes\.default\.svc/);
  });

  it('names a critical extension that it does not know', async () => {
    const more = [extension('1.2.3.4.5', true, integer(Buffer.from([1])))];
    expect(whats(about(await verified({ 'admin.crt': leaf('admin', { more }) }), 'admin.crt'))).toContain('1.2.3.4.5');
  });
});

describe('row 64: times', () => {
  const raw = (type: number, text: string) =>
    encoded(Buffer.concat([Buffer.from([type, text.length]), Buffer.from(text)]));
  const soon = time(new Date(Date.now() + 86_400_000));
  const utc = 0x17;
  const general = 0x18;

  it('reads years after 2050 and the end of all times', async () => {
    const notAfter = new Date('9999-12-31T23:59:59Z');
    expect((await verified({ 'ca.crt': authority({ notAfter }) })).problems).toEqual([]);
    const { certificates } = readCertificateFile(authority({ notAfter }), {});
    expect(certificates[0]?.notAfter).toEqual(notAfter);
  });

  it('reads two-digit years from 50 on as the twentieth century', async () => {
    const validity = sequence(raw(utc, '500101000000Z'), raw(utc, '510101000000Z'));
    expect(whats(about(await verified({ 'admin.crt': leaf('admin', { validity }) }), 'admin.crt'))).toContain(
      '1951-01-01',
    );
  });

  it.each<[string, OddCertificate['validity'], RegExp]>([
    ['an end before the beginning', sequence(soon, raw(utc, '200101000000Z')), /before it begins/],
    ['no length at all', sequence(soon, soon), /before it begins/],
    ['a leap second', sequence(raw(utc, '161231235960Z'), soon), /does not exist/],
    ['a day that never was', sequence(raw(utc, '230231000000Z'), soon), /does not exist/],
    ['a missing Z', sequence(raw(utc, '230101000000'), soon), /not written as RFC 5280/],
    ['fractions of a second', sequence(raw(general, '20230101000000.5Z'), soon), /not written as RFC 5280/],
    ['an offset', sequence(raw(utc, '230101000000+0100'), soon), /not written as RFC 5280/],
  ])('%s is refused', async (_, validity, what) => {
    const odd = validity === undefined ? {} : { validity };
    expect(whats(about(await verified({ 'admin.crt': leaf('admin', odd) }), 'admin.crt'))).toMatch(what);
  });
});

describe('row 70: one authority for several purposes', () => {
  it('says what could be impersonated, and calls the store unusable', async () => {
    const found = await verified({
      'etcd/ca.crt': untouched.get('ca.crt') ?? '',
      'etcd/ca.key': untouched.get('ca.key') ?? '',
      'front-proxy-ca.crt': untouched.get('ca.crt') ?? '',
      'front-proxy-ca.key': untouched.get('ca.key') ?? '',
    });
    const shared = found.problems.filter(({ code }) => code === 'pki-shared-authority');
    expect(shared).toHaveLength(3);
    expect(whats(shared)).toContain('etcd directly');
    expect(whats(shared)).toContain('forward requests as anybody');
    expect(found.sound).toBe(false);
  });
});

describe('row 71: the service-account key', () => {
  const other = (): TestPair => ecKey();
  it.each<[string, () => Record<string, string>, RegExp]>([
    [
      'is a certificate',
      () => ({ 'sa.key': untouched.get('admin.crt') ?? '' }),
      /a certificate lies where the private key/,
    ],
    ['is public only', () => ({ 'sa.key': untouched.get('sa.pub') ?? '' }), /this is a public key/],
    [
      'comes several times in its file',
      () => ({ 'sa.key': `${untouched.get('sa.key') ?? ''}${untouched.get('admin.key') ?? ''}` }),
      /2 blocks/,
    ],
    [
      'is not that of its public half',
      () => ({ 'sa.pub': other().publicKey.export({ type: 'spki', format: 'pem' }) as string }),
      /does not belong to sa\.pub/,
    ],
    [
      'is too weak',
      () => ({
        'sa.key': generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({
          type: 'pkcs1',
          format: 'pem',
        }) as string,
      }),
      /1024 bits/,
    ],
  ])('that %s is refused', async (_, files, what) => {
    const found = await verified(files());
    expect(whats([...about(found, 'sa.key'), ...about(found, 'sa.pub')])).toMatch(what);
    expect(found.sound).toBe(false);
  });
});

describe('row 72: the encryption key', () => {
  const base64 = (length: number): string => Buffer.alloc(length, 0x5a).toString('base64');
  it.each<[string, string, RegExp]>([
    ['31 bytes', `name: key1\nsecret: ${base64(31)}\n`, /has 31 bytes/],
    ['33 bytes', `name: key1\nsecret: ${base64(33)}\n`, /has 33 bytes/],
    ['no base64', 'name: key1\nsecret: ${ENCRYPTION_KEY}\n', /not base64/],
    ['a field that comes twice', `name: key1\nname: key2\nsecret: ${base64(32)}\n`, /name comes twice/],
    ['no name', `secret: ${base64(32)}\n`, /name of the key is missing/],
  ])('%s is refused, and no byte of it is shown', async (_, text, what) => {
    const found = await verified({ 'encryption-key.yaml': text });
    expect(whats(about(found, 'encryption-key.yaml'))).toMatch(what);
    expect(JSON.stringify(found.problems)).not.toContain(base64(30).slice(0, 12));
    expect(found.sound).toBe(false);
  });
});

describe('row 73: keys that others can read', () => {
  it.each([0o644, 0o640, 0o620])('mode %o is refused, with the command that mends it', async (mode) => {
    chmodSync(path.join(store.directory, 'sa.key'), mode);
    const found = about(await verified({}), 'sa.key');
    expect(found.map((p) => p.code)).toEqual(['pki-key-exposed']);
    expect(found[0]?.fix).toContain('chmod 600');
  });

  it('warns when Git tracks the folder, or would', async () => {
    const tree = path.dirname(store.directory);
    mkdirSync(path.join(tree, '.git'), { recursive: true });
    try {
      expect((await verified({})).problems).toEqual([]);
      writeFileSync(path.join(tree, '.git', 'index'), 'DIRC....pki/ca.key\0');
      expect(whats((await verified({})).problems)).toContain('Git tracks the keys');
      rmSync(path.join(tree, '.git', 'index'));
      rmSync(path.join(store.directory, '.gitignore'));
      const found = await verified({});
      expect(whats(found.problems)).toContain('nothing keeps its keys out');
      expect(found.sound).toBe(true);
    } finally {
      rmSync(path.join(tree, '.git'), { recursive: true });
    }
  });
});

describe('certificates whose time is running out', () => {
  it('get a warning when less than a third of their lifetime is left', async () => {
    const later = new Date(Date.now() + 300 * 86_400_000).toISOString();
    const found = await verified({}, fixedClock(later));
    expect(about(found, 'admin.crt')).toMatchObject([{ code: 'pki-expiring', severity: 'warning' }]);
    expect(about(found, 'ca.crt')).toEqual([]);
  });
});
